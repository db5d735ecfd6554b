import type { Result } from "@skein/protocol/schema";
import { Refusal } from "../../kit/refusal.ts";
import { send } from "../../message/send.ts";
import { NUM } from "../../message/shown.ts";
import type { StreamRoom } from "./room.ts";
import { FINISHED, OPEN, type StreamRow } from "./store.ts";

/** Makes a message of a stream, as if it had been sent by its author just now. */
export async function finish(room: StreamRoom, row: StreamRow, interrupted = false): Promise<Result<"stream.finish">> {
  const { id, conv, owner, key, text, reply } = row;
  if (row.state === FINISHED) return written(room, row);
  if (row.state !== OPEN) throw new Refusal("ended");
  const body = {
    text,
    stream: id,
    ...(interrupted && { interrupted: true as const }),
    ...(reply !== null && { reply: { seq: reply } }),
  };
  try {
    const place = await send(room.line, owner, { conv, key, kind: "text", body });
    room.live.drop(id);
    return place;
  } catch (fault) {
    // it was finished at the same time
    if (!Refusal.is(fault, "ended")) throw fault;
    const after = await room.store.head(id);
    if (after?.state !== FINISHED) throw fault;
    return written(room, after);
  }
}

/** Where it stands in the log. */
async function written(
  { storage }: StreamRoom,
  { conv, owner, key }: Pick<StreamRow, "conv" | "owner" | "key">,
): Promise<Result<"stream.finish">> {
  const [found] = await storage.query<Result<"stream.finish">>({
    sql: `SELECT seq, at, count FROM entries WHERE key = ? AND sender = ? AND conv = ${NUM}`,
    parameters: [key, owner, conv],
  });
  if (!found) throw new Refusal("ended");
  return { seq: found.seq, at: found.at, count: found.count };
}
