import type { Item } from "@skein/client";
import type { Bodies, SendableKind } from "@skein/protocol";
import { contactKind } from "./contact.tsx";
import { albumKind } from "./file/album.tsx";
import { fileKind } from "./file/file.tsx";
import { imageKind } from "./file/image.tsx";
import { videoKind } from "./file/video.tsx";
import { voiceKind } from "./file/voice.tsx";
import { customKind } from "./custom.tsx";
import { locationKind } from "./location.tsx";
import { pollKind } from "./poll/poll.tsx";
import { stickerKind } from "./sticker/sticker.tsx";
import type { MessageKind, Wording } from "./row.ts";
import { mergedKind } from "./merged.tsx";
import { textKind } from "./text.tsx";

/** How each kind of message is shown: a row for each. */
const KINDS: { readonly [K in SendableKind]: MessageKind<K> } = {
  text: textKind,
  merged: mergedKind,
  location: locationKind,
  contact: contactKind,
  sticker: stickerKind,
  image: imageKind,
  album: albumKind,
  file: fileKind,
  voice: voiceKind,
  video: videoKind,
  poll: pollKind,
  custom: customKind,
};

/** What there is to know of an item, or of an entry of the log. */
type Said = Pick<Item, "kind" | "body" | "recalled">;

/** The row of a kind; undefined where this version does not know the kind. */
export function rowOf(kind: string): MessageKind<SendableKind> | undefined {
  // its methods take what is of its own kind, and are given nothing else
  return Object.hasOwn(KINDS, kind) ? (KINDS[kind as SendableKind] as unknown as MessageKind<SendableKind>) : undefined;
}

/** A message that is there to be read: not one that was taken back, and no notice. */
export function isMessage(item: Pick<Item, "said" | "recalled" | "kind" | "body">): boolean {
  return item.said === true && item.recalled === undefined && !isNotice(item);
}

/** What an integrator's program said as a line between the messages. */
function isNotice({ kind, body }: Pick<Item, "kind" | "body">): boolean {
  return kind === "custom" && (body as Bodies["custom"]).notice === true;
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
