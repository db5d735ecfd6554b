import { LIMITS } from "@skein/protocol";
import { Refusal } from "../kit/refusal.ts";

/** The body as text; never more of it in memory than the limit. [HTTP-4] */
export async function readBody(request: Request): Promise<string> {
  if (Number(request.headers.get("content-length") ?? 0) > LIMITS.frame) throw new Refusal("too_large");
  const bytes = await collect(request.body);
  if (bytes.length === 0) return "";
  // a form of another site can send text/plain without asking first, JSON it cannot
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") throw new Refusal("malformed", { message: "Content-Type is application/json" });
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (fault) {
    if (fault instanceof TypeError) throw new Refusal("malformed", { message: "not UTF-8" });
    throw fault;
  }
}

async function collect(body: ReadableStream<Uint8Array> | null): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body ?? []) {
    size += part.length;
    if (size > LIMITS.frame) throw new Refusal("too_large");
    parts.push(part);
  }
  return Buffer.concat(parts, size);
}
