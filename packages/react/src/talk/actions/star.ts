import type { Item } from "@skein/client";
import { Star, StarOff } from "lucide-react";
import type { ActionPlace, MessageAction } from "./row.ts";

export const starAction: MessageAction = {
  id: "star",
  icon: Star,
  label: ({ keep }) => keep.star,
  offered: (item) => canStar(item) && !item.starred,
  run: (item, place) => star([item], true, place),
  many: {
    offered: (items) => items.every(canStar) && items.some(({ starred }) => !starred),
    run: (items, place) => star(items, true, place),
  },
};

export const unstarAction: MessageAction = {
  id: "unstar",
  icon: StarOff,
  label: ({ keep }) => keep.unstar,
  offered: ({ starred }) => starred === true,
  run: (item, place) => star([item], false, place),
  many: {
    offered: (items) => items.some(({ starred }) => starred),
    run: (items, place) => star(items, false, place),
  },
};

function canStar({ seq, recalled }: Item): boolean {
  return seq !== undefined && recalled === undefined;
}

function star(items: readonly Item[], on: boolean, { conversation, talk }: ActionPlace): void {
  const seqs = items.flatMap(({ seq, starred = false }) => (seq !== undefined && starred !== on ? seq : []));
  conversation.star(seqs, on);
  talk.endSelection();
}
