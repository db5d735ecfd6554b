import Type, { type Static } from "typebox";
import { LIMITS } from "../limits.ts";
import { FileInfo } from "./file.ts";
import { Emoji, Line } from "./primitives.ts";

/** Name of a set of stickers: one that clients bring along, or the id of somebody's pack. */
export const StickerSet = Type.String({ pattern: "^[a-z0-9-]{1,32}$" });
export const PackName = Line(LIMITS.packName);

/** A sticker of somebody's own. */
export const Sticker = Type.Object({
  id: StickerSet,
  file: FileInfo,
  emoji: Type.Optional(Emoji),
});
export type Sticker = Static<typeof Sticker>;

/** Stickers that somebody put together. */
export const StickerPack = Type.Object({
  id: StickerSet,
  name: PackName,
  mine: Type.Boolean({ description: "The asker made it, and may change it" }),
  kept: Type.Boolean({ description: "It is among the asker's" }),
  stickers: Type.Array(Sticker, { maxItems: LIMITS.packStickers }),
});
export type StickerPack = Static<typeof StickerPack>;
