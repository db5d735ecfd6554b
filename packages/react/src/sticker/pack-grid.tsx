import { X } from "lucide-react";
import { useTexts } from "../text/language.tsx";
import { StickerPicture } from "./sticker-picture.tsx";
import type { Pack } from "./use-packs.ts";

export interface PackGridProps {
  readonly pack: Pack;
  /** Takes the one that is pressed; absent: they are only looked at. */
  readonly onPick?: ((sticker: string) => void) | undefined;
  /** A press takes it out of the pack instead. */
  readonly onTakeOut?: ((sticker: string) => void) | undefined;
}

/** The stickers of a pack. */
export function PackGrid({ pack, onPick, onTakeOut }: PackGridProps) {
  const { stickers } = useTexts();
  const press = onTakeOut ?? onPick;
  return (
    <ul className="sk-sticker-grid">
      {pack.stickers.map(({ id, file, emoji }, at) => {
        const name = stickers.nth(at + 1, emoji);
        return (
          <li key={id}>
            {press ? (
              <button
                type="button"
                className="sk-sticker-choice"
                aria-label={onTakeOut ? stickers.takeOutOne(at + 1) : name}
                onClick={() => press(id)}
              >
                <StickerPicture file={file} alt="" />
                {onTakeOut && <X className="sk-sticker-out" size={16} aria-hidden="true" />}
              </button>
            ) : (
              <span className="sk-sticker-choice">
                <StickerPicture file={file} alt={name} />
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
