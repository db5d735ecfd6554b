import { KINDS, type Kind } from "@skein/protocol/schema";
import { Refusal } from "../../kit/refusal.ts";
import { memberOf } from "../../message/admit.ts";
import type { Conversation } from "../../message/conversation.ts";
import type { Reading } from "../../message/read.ts";
import type { StoredEntry } from "../../storage/storage.ts";

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
  const since = conversation.members.get(user)?.since ?? 0;
  const { entries } = await reading.storage.page(conv, { after: seq - 1, limit: 1 });
  const entry = entries[0];
  if (!entry || entry.seq !== seq || seq < since || !isMessage(entry.kind)) throw new Refusal("not_found");
  const [fold] = await reading.storage.query<{ times: number; recall: number | null }>({
    sql: "SELECT times, recall FROM folds WHERE conv = (SELECT num FROM conversations WHERE id = ?) AND seq = ?",
    parameters: [conv, seq],
  });
  return { conversation, entry, times: fold?.times ?? 0, recalled: fold?.recall != null };
}

function isMessage(kind: string): boolean {
  return Object.hasOwn(KINDS, kind) && KINDS[kind as Kind].sendable;
}
