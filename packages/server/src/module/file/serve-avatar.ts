import { AVATAR_PATH } from "@skein/protocol";
import type { FileInfo } from "@skein/protocol/schema";
import { Refusal } from "../../kit/refusal.ts";
import { isKnown } from "./byte-range.ts";
import { disposition } from "./disposition.ts";
import type { FileRoom } from "./room.ts";
import { bytesOf, HEADERS } from "./serve.ts";

/** By the longer edge, pixels: which copy it is. */
const SIZES: Readonly<Record<string, "s" | "m" | "">> = { "64": "s", "128": "m", "512": "" };

/**
 * What a person or a group looks like, for whoever knows the address: it is told with the profile, and cannot be guessed. There is never another
 * picture under it, so a browser asks once. [AVATAR-3]
 */
export async function serveAvatar(
  room: Pick<FileRoom, "reading" | "blobs" | "log">,
  request: Request,
): Promise<Response> {
  if (request.method !== "GET" && request.method !== "HEAD") throw new Refusal("method_not_allowed");
  const url = new URL(request.url);
  const asked = url.searchParams.get("size") ?? "512";
  const name = Object.hasOwn(SIZES, asked) ? SIZES[asked] : undefined;
  if (name === undefined) throw new Refusal("invalid", { path: "/size", message: "64, 128 or 512" });
  const id = url.pathname.slice(AVATAR_PATH.length);
  const [row] = await room.reading.storage.query<{ blob: string; body: string }>({
    sql: "SELECT f.blob, f.body FROM avatars a JOIN files f ON f.id = a.file WHERE a.id = ?",
    parameters: [id],
  });
  if (!row) throw new Refusal("not_found");
  const info = JSON.parse(row.body) as FileInfo;
  const key = name === "" ? row.blob : `${row.blob}.${name}`;
  const size = (name === "" ? undefined : info.sizes?.[name]?.size) ?? info.size;
  const etag = `"${key}"`;
  const headers = {
    ...HEADERS,
    "Accept-Ranges": "none",
    "Cache-Control": "private, max-age=31536000, immutable",
    ETag: etag,
    "Content-Type": info.type,
    "Content-Disposition": disposition(info.name, true),
  };
  if (isKnown(request.headers.get("if-none-match"), etag)) return new Response(null, { status: 304, headers });
  const answer = { headers: { ...headers, "Content-Length": String(size) } };
  if (request.method === "HEAD") return new Response(null, answer);
  return new Response(await bytesOf(room, { key }, 0, size), answer);
}
