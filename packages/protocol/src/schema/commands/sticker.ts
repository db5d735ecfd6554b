import Type from "typebox";
import { FileId } from "../file.ts";
import { Emoji, Key } from "../primitives.ts";
import { PackName, StickerPack, StickerSet } from "../sticker.ts";
import { command } from "./row.ts";

const Nothing = Type.Object({});

/** Packs of stickers that people make of their own pictures. Whoever knows a pack may look at it, and keep it. */
export const stickerCommands = {
  "sticker.packs": command(
    "user",
    "The packs that one has made or kept, those kept last first.",
    Nothing,
    Type.Object({ packs: Type.Array(StickerPack) }),
  ),
  "sticker.pack": command("user", "One pack, as its stickers name it.", Type.Object({ pack: StickerSet }), StickerPack),
  "sticker.create": command(
    "user",
    "Make a pack. The same key again returns the same pack.",
    Type.Object({ key: Key, name: PackName }),
    StickerPack,
  ),
  "sticker.rename": command(
    "user",
    "Call a pack of one's own otherwise.",
    Type.Object({ pack: StickerSet, name: PackName }),
    Nothing,
  ),
  "sticker.add": command(
    "user",
    "Put a picture that one may read into a pack of one's own; there once, however often it is put in.",
    Type.Object({ pack: StickerSet, file: FileId, emoji: Type.Optional(Emoji) }),
    StickerPack,
  ),
  "sticker.remove": command(
    "user",
    "Take a sticker out of a pack of one's own; messages that hold it keep it.",
    Type.Object({ pack: StickerSet, sticker: StickerSet }),
    Nothing,
  ),
  "sticker.keep": command(
    "user",
    "Have a pack among one's own, or no longer. A pack that its maker lets go is gone for everybody.",
    Type.Object({ pack: StickerSet, on: Type.Boolean() }),
    Nothing,
  ),
} as const;
