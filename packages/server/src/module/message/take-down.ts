import { Refusal } from "../../kit/refusal.ts";
import { readEntries, type Reading } from "../../message/read.ts";
import { keepShown } from "../../message/shown.ts";
import type { Draft, Statement } from "../../storage/storage.ts";
import { gone } from "./recall.ts";
import type { Forget } from "./room.ts";
import { recall, touch } from "./store.ts";
import { stateOf } from "./target.ts";

/**
 * What takes a message back for everybody, whoever wrote it and wherever: for moderators of the whole server, who need be no members.
 * Undefined where that was done already.
 *
 * @throws Refusal `not_found`
 */
export async function takeDown(
  room: { readonly reading: Pick<Reading, "storage">; readonly forgets: readonly Forget[] },
  by: string,
  conv: string,
  seq: number,
): Promise<{ readonly rows: readonly Statement[]; readonly entry: Draft } | undefined> {
  const [entry] = await readEntries(room.reading, conv, [seq]);
  if (!entry) throw new Refusal("not_found");
  const { times, recalled } = await stateOf(room.reading, conv, seq);
  if (recalled) return undefined;
  const rows = [touch(conv, seq, "message"), recall(conv, seq, times), ...(await gone(room, entry)), keepShown(conv)];
  const draft = { conv, from: by, kind: "message.recalled", ref: seq, countable: false, body: "{}", byMember: false };
  return { rows, entry: draft };
}
