import type { Result } from "@skein/protocol/schema";
import { Refusal } from "../../kit/refusal.ts";
import { memberOf } from "../../message/admit.ts";
import type { Conversation } from "../../message/conversation.ts";
import { type Reading, readEntries } from "../../message/read.ts";
import type { SendRule } from "../../message/rules.ts";
import { NUM } from "../../message/shown.ts";

/** In a channel owners and admins write, the others read. */
export const channelsAreRead: SendRule = ({ conversation, user }) => {
  if (conversation && isReader(conversation, user)) throw new Refusal("forbidden");
  return undefined;
};

/** Whether they only read here: a channel, and no role in it. */
export function isReader(conversation: Conversation, user: string): boolean {
  return isChannel(conversation) && conversation.members.get(user)?.role === "member";
}

function isChannel({ settings }: Pick<Conversation, "settings">): boolean {
  return settings["channel"] === true;
}

/** How many members have read each message, beside its author. One count for all: members stand at few different marks. */
export async function readsOf(
  reading: Reading,
  user: string,
  conv: string,
  seqs: readonly number[],
): Promise<Result<"message.reads">> {
  const conversation = await memberOf(reading.conversations, conv, user);
  if (!isChannel(conversation)) throw new Refusal("forbidden");
  const rows = await reading.storage.query<{ readonly read: number; readonly n: number }>({
    sql: `SELECT read, count(*) AS n FROM members WHERE conv = ${NUM} GROUP BY read`,
    parameters: [conv],
  });
  const authors = new Map((await readEntries(reading, conv, seqs)).map(({ seq, from }) => [seq, from]));
  const reads = seqs.map((seq) => {
    const all = rows.reduce((sum, { read, n }) => sum + (read >= seq ? Number(n) : 0), 0);
    const author = conversation.members.get(authors.get(seq) ?? "");
    return author && author.read >= seq ? all - 1 : all;
  });
  return { reads };
}
