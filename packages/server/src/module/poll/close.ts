import type { Params } from "@skein/protocol/schema";
import { Refusal } from "../../kit/refusal.ts";
import { type Done, operate } from "../../message/operate.ts";
import { NUM } from "../../message/shown.ts";
import { touch } from "../message/index.ts";
import { mustBeOpen, pollAt, type PollRoom } from "./poll.ts";
import { closeRow } from "./store.ts";

/** Ends a poll: its author, and whoever leads its group. */
export async function closePoll(room: PollRoom, user: string, params: Params<"poll.close">): Promise<Done> {
  const { conv, seq, key } = params;
  const poll = await pollAt(room, user, conv, seq);
  const { kind, members } = poll.conversation;
  const leads = kind === "group" && members.get(user)?.role !== "member";
  if (poll.asker !== user && !leads) throw new Refusal("forbidden");
  if (!(await hasClosed(room, user, params))) mustBeOpen(room, poll);
  const rows = [touch(conv, seq), closeRow(conv, seq)];
  return operate(room, { conv, user, key, kind: "poll.closed", ref: seq, body: {}, rows });
}

/** Whether this very command was carried out before: its answer stays the same after the poll's time. */
async function hasClosed({ reading }: PollRoom, user: string, { conv, key }: Params<"poll.close">): Promise<boolean> {
  const found = await reading.storage.query({
    sql: `SELECT seq FROM entries WHERE key = ? AND sender = ? AND conv = ${NUM}`,
    parameters: [key, user, conv],
  });
  return found.length > 0;
}
