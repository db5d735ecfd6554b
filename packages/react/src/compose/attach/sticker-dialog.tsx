import { useState } from "react";
import { useConversation } from "../../hook/use-conversations.ts";
import { Dialog } from "../../kit/dialog.tsx";
import { Failure } from "../../kit/states.tsx";
import { NamePack } from "../../sticker/name-pack.tsx";
import { OwnPack } from "../../sticker/own-pack.tsx";
import { PackTabs, type Shown } from "../../sticker/pack-tabs.tsx";
import { usePacks } from "../../sticker/use-packs.ts";
import { Drawing } from "../../talk/kind/sticker/drawing.tsx";
import { SET, STICKERS } from "../../talk/kind/sticker/set.ts";
import { useTexts } from "../../text/language.tsx";
import type { AttachProps } from "./attach-props.ts";

/** All stickers; the one that is pressed is sent. */
export function StickerDialog({ open, onClose, id }: AttachProps) {
  const { kinds } = useTexts();
  const { conversation } = useConversation(id);
  const { packs = [], error, again } = usePacks();
  const [shown, setShown] = useState<Shown>("geese");
  const pack = packs.find((one) => shown === `pack ${one.id}`);
  return (
    <Dialog open={open} onClose={onClose} title={kinds.sticker}>
      <PackTabs packs={packs} shown={shown} onShow={setShown} />
      {error && packs.length === 0 && <Failure onRetry={again}>{error}</Failure>}
      {shown === "new" && (
        <NamePack
          onDone={(made) => {
            again();
            setShown(`pack ${made}`);
          }}
        />
      )}
      {pack && (
        <OwnPack
          key={pack.id}
          pack={pack}
          onPick={(sticker) => {
            const found = pack.stickers.find((one) => one.id === sticker);
            // with its picture, so that it shows at once
            if (found) conversation.say("sticker", { set: pack.id, id: sticker, file: found.file });
            onClose();
          }}
          onChanged={(gone) => {
            if (gone) setShown("geese");
            again();
          }}
        />
      )}
      {shown === "geese" && (
        <div className="sk-sticker-grid">
          {STICKERS.map((sticker) => (
            <button
              key={sticker}
              type="button"
              className="sk-sticker-choice"
              onClick={() => {
                conversation.say("sticker", { set: SET, id: sticker });
                onClose();
              }}
            >
              <span className="sk-sticker">
                <Drawing id={sticker} />
              </span>
              {kinds.stickerNames[sticker]}
            </button>
          ))}
        </div>
      )}
    </Dialog>
  );
}
