import type { Params } from "@skein/protocol/schema";
import { Refusal } from "../../kit/refusal.ts";
import { retried } from "../../kit/retried.ts";
import { lookedAtTwice, permitted } from "../../message/admit.ts";
import { type Done, once, operate } from "../../message/operate.ts";
import { correction } from "../../storage/digest.ts";
import type { Statement, StoredEntry } from "../../storage/storage.ts";
import { entriesWhere, type Reading } from "../../message/read.ts";
import type { Forget, MessageRoom } from "./room.ts";
import { erase, forgetReactions, recall, touch } from "./store.ts";
import { type Target, targetOf } from "./target.ts";

const KIND = "message.recalled";

/** How often a recall is tried when the message is edited meanwhile. */
const TRIES = 5;

/** Takes a message back: what it said, and what it was edited to, is deleted. */
export function recallMessage(room: MessageRoom, user: string, params: Params<"message.recall">): Promise<Done> {
  const { conv, seq, key } = params;
  return once(
    room,
    { conv, user, key, kind: KIND, ref: seq },
    () => true,
    () => retried(TRIES, () => recalled(room, user, params)),
  );
}

async function recalled(room: MessageRoom, user: string, { conv, seq, key }: Params<"message.recall">): Promise<Done> {
  const target = await targetOf(room.reading, user, conv, seq);
  const { conversation } = target;
  await lookedAtTwice(room.line.conversations, conversation, user, (group) =>
    mustBeAllowed(room, user, { ...target, conversation: group }),
  );
  const now = room.line.clock.now();
  const { hidden: _seen, ...verdict } = await permitted(room.line, {
    ...{ user, conv, ref: seq, conversation, takesBack: true, now },
  });
  const rows = [touch(conv, seq, "message"), recall(conv, seq, target.times), ...(await gone(room, target.entry))];
  return operate(room, { conv, user, key, kind: KIND, ref: seq, body: {}, rows, verdict });
}

/** One's own for a while; in a group owners any, admins those of members. */
function mustBeAllowed({ line, recallWindow }: MessageRoom, user: string, { conversation, entry }: Target): void {
  const { members, kind } = conversation;
  const mine = members.get(user)?.role;
  const theirs = members.get(entry.from)?.role ?? "member";
  if (kind === "group" && (mine === "owner" || (mine === "admin" && theirs === "member"))) return;
  if (entry.from !== user) throw new Refusal("forbidden");
  if (line.clock.now() - entry.at > recallWindow) throw new Refusal("too_late");
}

/** All that the message said, and what other rooms keep of it. */
export async function gone(
  { reading, forgets }: { readonly reading: Pick<Reading, "storage">; readonly forgets: readonly Forget[] },
  entry: StoredEntry,
): Promise<Statement[]> {
  const edits = await editsOf(reading, entry.conv, entry.seq);
  const said = [entry, ...edits].map((one) => ({ seq: one.seq, correction: correction(one, { ...one, body: "{}" }) }));
  const others = forgets.flatMap((forget) => forget(entry.conv, entry.seq));
  return [...erase(entry.conv, said), ...forgetReactions(entry.conv, entry.seq), ...others];
}

/** The edits of a message, ascending. */
export function editsOf(reading: Pick<Reading, "storage">, conv: string, seq: number): Promise<StoredEntry[]> {
  return entriesWhere(reading, conv, "ref = ? AND kind = 'message.edited'", [seq]);
}
