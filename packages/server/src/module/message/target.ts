import { isSendable } from "@skein/protocol/schema";
import { Refusal } from "../../kit/refusal.ts";
import { memberOf } from "../../message/admit.ts";
import type { Conversation } from "../../message/conversation.ts";
import type { Reading } from "../../message/read.ts";
import type { StoredEntry } from "../../storage/storage.ts";
import { NUM } from "../../message/shown.ts";

/** A message that something is to be done to, and whether it was taken back. */
export interface Target {
  readonly conversation: Conversation;
  readonly entry: StoredEntry;
  readonly times: number;
  readonly recalled: boolean;
}

/**
 * The message, for whoever may read it.
 *
 * @throws Refusal `not_found` for whoever may not, and where `seq` is no message
 */
export async function targetOf(reading: Reading, user: string, conv: string, seq: number): Promise<Target> {
  const conversation = await memberOf(reading.conversations, conv, user);
  const since = conversation.readableFrom(user);
  const { entries } = await reading.storage.page(conv, { after: seq - 1, limit: 1 });
  const entry = entries[0];
  if (!entry || entry.seq !== seq || seq < since || !isSendable(entry.kind)) throw new Refusal("not_found");
  return { conversation, entry, ...(await stateOf(reading, conv, seq)) };
}

/** How often a message was edited, and whether it was taken back. */
export async function stateOf(
  { storage }: Pick<Reading, "storage">,
  conv: string,
  seq: number,
): Promise<Pick<Target, "times" | "recalled">> {
  const [fold] = await storage.query<{ times: number; recall: number | null }>({
    sql: `SELECT times, recall FROM folds WHERE conv = ${NUM} AND seq = ?`,
    parameters: [conv, seq],
  });
  return { times: fold?.times ?? 0, recalled: fold?.recall != null };
}
