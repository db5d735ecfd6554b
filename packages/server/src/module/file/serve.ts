import { FILE_PATH } from "@skein/protocol";
import { type FileInfo, PICTURE_SIZES, type PictureSize } from "@skein/protocol/schema";
import { Refusal } from "../../kit/refusal.ts";
import { NoBlob } from "../../storage/blob/blob.ts";
import { isKnown, rangeOf } from "./byte-range.ts";
import { disposition, isInline, servedType } from "./disposition.ts";
import type { FileRoom } from "./room.ts";
import { isHere, readableFiles } from "./access.ts";

/** What is asked for of a file. */
interface Wanted {
  /** Its bytes in the store. */
  readonly key: string;
  readonly size: number;
  readonly type: string;
  readonly name: string;
  readonly etag: string;
}

/** How long a browser may show what it has without asking whether it may still: not at all. */
const CACHE = "private, no-cache";

export const HEADERS: Readonly<Record<string, string>> = {
  "Accept-Ranges": "bytes",
  "Cache-Control": CACHE,
  // nothing in it runs, loads or is framed, whatever it is
  "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'; media-src 'self'; img-src 'self'",
  "X-Content-Type-Options": "nosniff",
  "Cross-Origin-Resource-Policy": "cross-origin",
};

/**
 * Answers with a file to whoever may read it at this moment, by a token or a link. Bytes are read as fast as they are taken. [FILE-7]
 *
 * @param user who asks by a token; undefined where there is none
 */
export async function serve(room: FileRoom, request: Request, user: string | undefined): Promise<Response> {
  const url = new URL(request.url);
  const id = url.pathname.slice(FILE_PATH.length);
  if (request.method !== "GET" && request.method !== "HEAD") throw new Refusal("method_not_allowed");
  const asker = user ?? (await linked(room, id, url.searchParams));
  const after = room.limiter.take(asker, 1);
  if (after > 0) throw new Refusal("rate_limited", { after });
  const [file] = await readableFiles(room.reading.storage, asker, [id]);
  if (!file) throw new Refusal("not_found");
  const wanted = wantedOf(JSON.parse(file.body) as FileInfo, file.blob, url.searchParams.get("size"));
  const { size, etag, type, name } = wanted;
  const inline = isInline(type) && url.searchParams.get("download") !== "1";
  const headers = {
    ...HEADERS,
    ETag: etag,
    "Content-Type": servedType(type),
    "Content-Disposition": disposition(name, inline),
  };
  if (isKnown(request.headers.get("if-none-match"), etag)) return new Response(null, { status: 304, headers });
  const since = request.headers.get("if-range");
  const range = since === null || since === etag ? rangeOf(request.headers.get("range"), size) : undefined;
  if (range === "beyond") {
    return new Response(null, { status: 416, headers: { ...headers, "Content-Range": `bytes */${size}` } });
  }
  const { start, end } = range ?? { start: 0, end: size };
  const lengths = {
    "Content-Length": String(end - start),
    ...(range && { "Content-Range": `bytes ${start}-${end - 1}/${size}` }),
  };
  const status = range ? 206 : 200;
  const answer = { status, headers: { ...headers, ...lengths } };
  if (request.method === "HEAD" || end === start) return new Response(null, answer);
  return new Response(await bytesOf(room, wanted, start, end), answer);
}

/** Who asks by a link, where they are still here. */
async function linked({ links, line, reading }: FileRoom, id: string, query: URLSearchParams): Promise<string> {
  const now = line.clock.now();
  const asker = await links.asker(id, query, now);
  if (asker === undefined || !(await isHere(reading.storage, asker, now))) throw new Refusal("unauthenticated");
  return asker;
}

export async function bytesOf(
  { blobs, log }: Pick<FileRoom, "blobs" | "log">,
  { key }: Pick<Wanted, "key">,
  start: number,
  end: number,
) {
  try {
    return await blobs.read(key, { start, end });
  } catch (fault) {
    if (!(fault instanceof NoBlob)) throw fault;
    log.error({ err: fault, blob: key }, "the bytes of a file are not there");
    throw new Refusal("not_found");
  }
}

/** The file itself, or a smaller copy of a picture; of those that were not made, the next larger one. */
function wantedOf(info: FileInfo, blob: string, size: string | null): Wanted {
  const { type, name, sizes = {} } = info;
  if (size === null) return { key: blob, size: info.size, type, name, etag: `"${blob}"` };
  if (!Object.hasOwn(PICTURE_SIZES, size)) throw new Refusal("invalid", { path: "/size", message: "s, m or l" });
  const order = Object.keys(PICTURE_SIZES) as PictureSize[];
  const found = order.slice(order.indexOf(size as PictureSize)).find((one) => sizes[one]);
  const thumbnail = found && sizes[found];
  if (!thumbnail) return wantedOf(info, blob, null);
  const plain = name.replace(/\.[^.]*$/, "");
  return {
    key: `${blob}.${found}`,
    size: thumbnail.size,
    type: "image/webp",
    name: `${plain}.webp`,
    etag: `"${blob}.${found}"`,
  };
}
