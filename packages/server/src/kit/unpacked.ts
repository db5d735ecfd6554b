import { constants, createGunzip } from "node:zlib";

/** What is asked for in `Accept-Encoding`. */
export const PACKED = "gzip";

/**
 * The first bytes of what was packed, at most so many: some KB are unpacked at a time and only as far as that, whatever it would become.
 * What is damaged or ends too soon is unpacked up to there.
 *
 * @param encoding by `Content-Encoding`
 * @returns undefined where it is packed in a way that was not asked for
 */
export async function unpacked(encoding: string, bytes: Uint8Array, most: number): Promise<Uint8Array | undefined> {
  const way = encoding.trim().toLowerCase();
  if (way === "" || way === "identity") return bytes;
  if (way !== PACKED && way !== "x-gzip") return undefined;
  const parts: Uint8Array[] = [];
  let size = 0;
  const stream = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH });
  stream.end(bytes);
  try {
    for await (const part of stream as AsyncIterable<Uint8Array>) {
      parts.push(part);
      size += part.length;
      // leaving the loop ends it
      if (size > most) break;
    }
  } catch (fault) {
    if (!(fault instanceof Error && "errno" in fault)) throw fault;
  }
  return Buffer.concat(parts, size);
}
