import { Refusal } from "./refusal.ts";

/** The body of a request, of which never more than so many bytes are in memory. Throws the refusal `too_large`. [HTTP-4] */
export async function boundedBody(request: Request, most: number): Promise<Buffer> {
  if (Number(request.headers.get("content-length") ?? 0) > most) throw new Refusal("too_large");
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body ?? []) {
    size += part.length;
    if (size > most) throw new Refusal("too_large");
    parts.push(part);
  }
  return Buffer.concat(parts, size);
}

/** Bytes as the text that they are. Throws the refusal `malformed` where they are none. */
export function asText(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (fault) {
    if (fault instanceof TypeError) throw new Refusal("malformed", { message: "not UTF-8" });
    throw fault;
  }
}
