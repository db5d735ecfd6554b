/** What the first bytes of a file are looked at for. */
export const HEAD = 4_100;

/** A type that is known by what stands at a place of the file. */
interface Magic {
  readonly type: string;
  readonly at: number;
  /** Latin-1; `?` is any byte. */
  readonly bytes: string;
}

/** In this order: the first that fits. */
const MAGIC: readonly Magic[] = [
  { type: "image/jpeg", at: 0, bytes: "\xff\xd8\xff" },
  { type: "image/png", at: 0, bytes: "\x89PNG\r\n\x1a\n" },
  { type: "image/gif", at: 0, bytes: "GIF8?a" },
  { type: "image/webp", at: 0, bytes: "RIFF????WEBP" },
  { type: "audio/wav", at: 0, bytes: "RIFF????WAVE" },
  { type: "video/x-msvideo", at: 0, bytes: "RIFF????AVI " },
  { type: "image/bmp", at: 0, bytes: "BM????\0\0\0\0" },
  { type: "image/tiff", at: 0, bytes: "II*\0" },
  { type: "image/tiff", at: 0, bytes: "MM\0*" },
  { type: "image/avif", at: 4, bytes: "ftypavi" },
  { type: "image/heic", at: 4, bytes: "ftyphei" },
  { type: "image/heic", at: 4, bytes: "ftyphev" },
  { type: "image/heic", at: 4, bytes: "ftypmif1" },
  { type: "image/heic", at: 4, bytes: "ftypmsf1" },
  { type: "audio/mp4", at: 4, bytes: "ftypM4A" },
  { type: "audio/mp4", at: 4, bytes: "ftypM4B" },
  { type: "video/quicktime", at: 4, bytes: "ftypqt" },
  { type: "video/3gpp", at: 4, bytes: "ftyp3g" },
  { type: "video/mp4", at: 4, bytes: "ftyp" },
  { type: "video/webm", at: 0, bytes: "\x1a\x45\xdf\xa3" },
  { type: "audio/ogg", at: 0, bytes: "OggS" },
  { type: "audio/flac", at: 0, bytes: "fLaC" },
  { type: "audio/amr", at: 0, bytes: "#!AMR" },
  { type: "audio/mpeg", at: 0, bytes: "ID3" },
  { type: "audio/mpeg", at: 0, bytes: "\xff\xfb" },
  { type: "audio/mpeg", at: 0, bytes: "\xff\xf3" },
  { type: "audio/mpeg", at: 0, bytes: "\xff\xf2" },
  { type: "audio/aac", at: 0, bytes: "\xff\xf1" },
  { type: "audio/aac", at: 0, bytes: "\xff\xf9" },
  { type: "application/pdf", at: 0, bytes: "%PDF-" },
  { type: "application/zip", at: 0, bytes: "PK\x03\x04" },
  { type: "application/zip", at: 0, bytes: "PK\x05\x06" },
  { type: "application/gzip", at: 0, bytes: "\x1f\x8b" },
  { type: "application/x-7z-compressed", at: 0, bytes: "7z\xbc\xaf\x27\x1c" },
  { type: "application/vnd.rar", at: 0, bytes: "Rar!\x1a\x07" },
  { type: "application/x-xz", at: 0, bytes: "\xfd7zXZ\0" },
  { type: "application/zstd", at: 0, bytes: "\x28\xb5\x2f\xfd" },
];

/** Containers of which the first bytes do not say what is inside: there a device is believed, between these. */
const CONTAINERS: Readonly<Record<string, readonly string[]>> = {
  "video/webm": ["video/webm", "audio/webm", "video/x-matroska", "audio/x-matroska"],
  "video/mp4": ["video/mp4", "audio/mp4", "audio/x-m4a"],
  "audio/ogg": ["audio/ogg", "video/ogg", "audio/opus"],
  "application/zip": [
    "application/zip",
    "application/epub+zip",
    "application/java-archive",
    "application/vnd.android.package-archive",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.oasis.opendocument.presentation",
  ],
};

/** Text by which a browser would run something, wherever it stands at the beginning. */
const ACTIVE: readonly (readonly [RegExp, string])[] = [
  [/<svg[\s>]/i, "image/svg+xml"],
  [/<(!doctype\s+html|html|head|body|script|iframe|style|title|meta|link|table|a|h1|div|p|br|img)[\s/>]/i, "text/html"],
  [/^\s*<\?xml/i, "application/xml"],
  [/^\s*<!DOCTYPE/i, "application/xml"],
];

/** What nothing is known of. */
const UNKNOWN = "application/octet-stream";

/** The type that the first bytes show, whatever the file is called. [FILE-4] */
export function typeOfContent(head: Uint8Array): string {
  const found = MAGIC.find(({ at, bytes }) => fits(head, at, bytes));
  if (found) return found.type;
  const text = textOf(head);
  if (text === undefined) return UNKNOWN;
  return ACTIVE.find(([pattern]) => pattern.test(text))?.[1] ?? "text/plain";
}

/** The type a file gets: what its content shows, and what the device says where the content leaves that open. */
export function typeOf(content: string, told: string | undefined): string {
  const said = told?.split(";")[0]?.trim().toLowerCase() ?? "";
  return CONTAINERS[content]?.includes(said) ? said : content;
}

function fits(head: Uint8Array, at: number, bytes: string): boolean {
  if (head.length < at + bytes.length) return false;
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] !== "?" && head[at + i] !== bytes.charCodeAt(i)) return false;
  }
  return true;
}

/** The beginning as text, in UTF-8 or UTF-16; undefined where it is none. */
function textOf(head: Uint8Array): string | undefined {
  const marks: readonly (readonly [number, number, string])[] = [
    [0xff, 0xfe, "utf-16le"],
    [0xfe, 0xff, "utf-16be"],
  ];
  const wide = marks.find(([a, b]) => head[0] === a && head[1] === b)?.[2];
  if (wide === "utf-16be")
    return new TextDecoder("utf-16le").decode(Buffer.from(head.slice(0, head.length & ~1)).swap16());
  if (wide) return new TextDecoder("utf-16le").decode(head);
  if (head.some((byte) => byte < 9 || (byte > 13 && byte < 27) || (byte > 27 && byte < 32))) return undefined;
  try {
    // the last character may be cut
    return new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
  } catch {
    return undefined;
  }
}
