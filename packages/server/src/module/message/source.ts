import { type Fold, isSendable, type SendableKind } from "@skein/protocol/schema";
import { Refusal } from "../../kit/refusal.ts";
import type { Body } from "../../message/bodies.ts";
import type { Conversation } from "../../message/conversation.ts";
import { readEntries, type Reading } from "../../message/read.ts";

/** A message that is to be said again, as it says now. */
export interface Source {
  readonly kind: SendableKind;
  readonly from: string;
  readonly at: number;
  /** Without what belongs to the place where it was said: whom it answers and mentions, its thread. */
  readonly body: Body;
}

/**
 * Messages for whoever may read every one of them, in the order of the log.
 *
 * @throws Refusal `not_found` where one may not be read or is no message; `recalled` where one was taken back
 */
export async function sourcesOf(
  reading: Reading,
  conversation: Conversation,
  user: string,
  conv: string,
  seqs: readonly number[],
): Promise<Source[]> {
  const since = conversation.readableFrom(user);
  const entries = await readEntries(reading, conv, seqs);
  if (entries.length !== seqs.length || entries.some(({ seq, kind }) => seq < since || !isSendable(kind))) {
    throw new Refusal("not_found");
  }
  const folds = await reading.folds.of(user, entries);
  return entries.map((entry) => {
    const { edited, recalled } = JSON.parse(folds.get(entry) ?? "{}") as Partial<Fold>;
    if (recalled || entry.body === "{}") throw new Refusal("recalled");
    const body = (edited?.body ?? JSON.parse(entry.body)) as Body;
    const {
      reply: _reply,
      mentions: _mentions,
      thread: _thread,
      stream: _stream,
      interrupted: _cut,
      ...content
    } = body;
    return { kind: entry.kind as SendableKind, from: entry.from, at: entry.at, body: content };
  });
}
