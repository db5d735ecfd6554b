/** What a browser may show in its own window on our origin: it can hold nothing that runs. */
const INLINE: ReadonlySet<string> = new Set([
  ...["image/jpeg", "image/png", "image/webp", "image/gif", "image/avif", "image/bmp"],
  ...[
    "audio/mpeg",
    "audio/mp4",
    "audio/x-m4a",
    "audio/ogg",
    "audio/opus",
    "audio/webm",
    "audio/wav",
    "audio/flac",
    "audio/aac",
  ],
  ...["video/mp4", "video/webm", "video/ogg", "video/quicktime", "video/3gpp"],
]);

export function isInline(type: string): boolean {
  return INLINE.has(type);
}

/** The type as it is told: what could run is told as text or as bytes. */
export function servedType(type: string): string {
  if (isInline(type)) return type;
  // nosniff and attachment go with it; a charset keeps UTF-7 and the like away
  return type === "text/plain" ? "text/plain; charset=utf-8" : "application/octet-stream";
}

/** `Content-Disposition` with a name that old and new clients read (RFC 6266, 8187). Names are plain by name.ts. */
export function disposition(name: string, inline: boolean): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%;]/gu, "_");
  const utf8 = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${inline ? "inline" : "attachment"}; filename="${ascii}"; filename*=UTF-8''${utf8}`;
}
