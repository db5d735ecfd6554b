import { Plus } from "lucide-react";
import type { ReactNode } from "react";
import { classes } from "../kit/classes.ts";
import { Drawing } from "../talk/kind/sticker/drawing.tsx";
import { useTexts } from "../text/language.tsx";
import { StickerPicture } from "./sticker-picture.tsx";
import type { Pack } from "./use-packs.ts";

/** What is in sight: the geese, a pack by its id, or the form for a new one. */
export type Shown = "geese" | "new" | `pack ${string}`;

export interface PackTabsProps {
  readonly packs: readonly Pack[];
  readonly shown: Shown;
  readonly onShow: (shown: Shown) => void;
}

/** The packs, each by its first sticker. */
export function PackTabs({ packs, shown, onShow }: PackTabsProps) {
  const { stickers } = useTexts();
  const tab = (to: Shown, name: string, face: ReactNode) => (
    <button
      key={to}
      type="button"
      className={classes("sk-pack-tab", shown === to && "sk-pack-tab-shown")}
      aria-pressed={shown === to}
      aria-label={name}
      title={name}
      onClick={() => onShow(to)}
    >
      {face}
    </button>
  );
  return (
    <div className="sk-pack-tabs sk-scroll" role="group" aria-label={stickers.packs}>
      {tab(
        "geese",
        stickers.geese,
        <span className="sk-sticker">
          <Drawing id="hello" />
        </span>,
      )}
      {packs.map(({ id, name, stickers: [first] }) =>
        tab(
          `pack ${id}`,
          name,
          first ? (
            <StickerPicture file={first.file} alt="" />
          ) : (
            <bdi className="sk-pack-letter">{Array.from(name)[0]}</bdi>
          ),
        ),
      )}
      {tab("new", stickers.newPack, <Plus size={20} aria-hidden="true" />)}
    </div>
  );
}
