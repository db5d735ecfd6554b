import { Sticker, StickyNote } from "lucide-react";
import { MakeSticker } from "../../sticker/make-sticker.tsx";
import { PackDialog } from "../../sticker/pack-dialog.tsx";
import type { MessageAction } from "./row.ts";

/** Makes a sticker of a picture. */
export const makeStickerAction: MessageAction = {
  id: "make-sticker",
  icon: StickyNote,
  label: ({ stickers }) => stickers.make,
  offered: ({ kind, seq, recalled }) => kind === "image" && seq !== undefined && !recalled,
  run: ({ kind, body }, { talk }) => {
    if (kind === "image") talk.show((dialog) => <MakeSticker {...dialog} file={body.file} />);
  },
};

/** Shows the pack that a sticker is of. */
export const lookAtPackAction: MessageAction = {
  id: "sticker-pack",
  icon: Sticker,
  label: ({ stickers }) => stickers.look,
  offered: ({ kind, seq, body, recalled }) =>
    kind === "sticker" && seq !== undefined && !recalled && body.file !== undefined,
  run: ({ kind, body }, { talk }) => {
    if (kind === "sticker") talk.show((dialog) => <PackDialog {...dialog} pack={body.set} />);
  },
};
