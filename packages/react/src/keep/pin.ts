import type { ConversationView } from "@skein/client";
import { LIMITS } from "@skein/protocol";
import { ArrowDown, ArrowUp, Pin, PinOff } from "lucide-react";
import type { KeepAction, KeepPlace } from "./row.ts";
import { onShelf } from "./shelf.ts";

export const pinAction: KeepAction = {
  id: "pin",
  icon: Pin,
  swipe: true,
  label: ({ keep }) => keep.pin,
  offered: ({ pinned, archived }) => pinned === undefined && !archived,
  run: ({ id }, { client, now, say, texts }) => {
    const pinned = client.conversations.get().flatMap((view) => view.pinned ?? []);
    if (pinned.length >= LIMITS.pinned) say(texts.keep.pinnedFull(LIMITS.pinned));
    // above those that are pinned already, also where another device's clock is ahead
    else client.conversation(id).keep({ pinned: Math.max(now, ...pinned.map((place) => place + 1)) });
  },
};

export const unpinAction: KeepAction = {
  id: "unpin",
  icon: PinOff,
  swipe: true,
  label: ({ keep }) => keep.unpin,
  offered: ({ pinned }) => pinned !== undefined,
  run: ({ id }, { client }) => client.conversation(id).keep({ pinned: 0 }),
};

export const moveUpAction: KeepAction = {
  id: "up",
  icon: ArrowUp,
  label: ({ keep }) => keep.moveUp,
  offered: (view, place) => beside(view, -1, place) !== undefined,
  run: (view, place) => swap(view, beside(view, -1, place), place),
};

export const moveDownAction: KeepAction = {
  id: "down",
  icon: ArrowDown,
  label: ({ keep }) => keep.moveDown,
  offered: (view, place) => beside(view, 1, place) !== undefined,
  run: (view, place) => swap(view, beside(view, 1, place), place),
};

/** The pinned conversation above (-1) or below (1). */
function beside(view: ConversationView, step: 1 | -1, { client }: KeepPlace): ConversationView | undefined {
  if (view.pinned === undefined) return undefined;
  const pinned = onShelf(client.conversations.get(), "list").filter((one) => one.pinned !== undefined);
  const at = pinned.findIndex(({ id }) => id === view.id);
  return at < 0 ? undefined : pinned[at + step];
}

function swap(one: ConversationView, other: ConversationView | undefined, { client }: KeepPlace): void {
  if (one.pinned === undefined || other?.pinned === undefined) return;
  client.conversation(one.id).keep({ pinned: other.pinned });
  client.conversation(other.id).keep({ pinned: one.pinned });
}
