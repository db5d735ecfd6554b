import type { Item } from "@skein/client";
import type { Bodies, SendableKind } from "@skein/protocol";
import type { MessageKind, Wording } from "./row.ts";
import { textKind } from "./text.tsx";

/** How each kind of message is shown: a row for each. */
const KINDS: { readonly [K in SendableKind]: MessageKind<K> } = {
  text: textKind,
};

/** What there is to know of an item, or of an entry of the log. */
type Said = Pick<Item, "kind" | "body" | "recalled">;

/** The row of a kind; undefined where this version does not know the kind. */
export function rowOf(kind: string): MessageKind<SendableKind> | undefined {
  const rows: Readonly<Record<string, MessageKind<SendableKind>>> = KINDS;
  return Object.hasOwn(rows, kind) ? rows[kind] : undefined;
}

/** A message that is there to be read: not one that was taken back, and no notice. */
export function isMessage(item: Pick<Item, "said" | "recalled">): boolean {
  return item.said === true && item.recalled === undefined;
}

/** A message in one line of plain words. */
export function wordsOf({ kind, body }: Said, wording: Wording): string {
  const row = rowOf(kind);
  return row ? row.words(body as Bodies[SendableKind], wording) : wording.texts.talk.unknownKind;
}

/** What is copied of a message; undefined where there is nothing. */
export function copyOf({ kind, body, recalled }: Said, wording: Wording): string | undefined {
  return recalled ? undefined : rowOf(kind)?.copy?.(body as Bodies[SendableKind], wording);
}
