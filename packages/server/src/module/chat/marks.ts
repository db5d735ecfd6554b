import type { Params } from "@skein/protocol/schema";
import { memberOf } from "../../message/admit.ts";
import type { Line } from "../../message/send.ts";
import type { MarkMove } from "../../storage/storage.ts";

/** Moves a person's marks forwards; what would not move costs no write. [MARK-1] [MARK-2] */
export async function moveMarks(
  line: Line,
  user: string,
  marks: Params<"conversation.mark">["marks"],
): Promise<Record<string, never>> {
  const moves: MarkMove[] = [];
  for (const { conv, read = 0, delivered = 0 } of marks) {
    const conversation = await memberOf(line.conversations, conv, user);
    const mine = conversation.members.get(user);
    // the store looks at the head itself; where other nodes write too, the one in memory may be behind
    const head = line.conversations.shared ? Number.MAX_SAFE_INTEGER : conversation.head;
    const move = {
      conv,
      user,
      read: Math.min(read, head),
      delivered: Math.min(Math.max(read, delivered), head),
    };
    if (mine && (move.read > mine.read || move.delivered > mine.delivered)) moves.push(move);
  }
  if (moves.length > 0) await line.commit.submit({ marks: moves });
  return {};
}
