import { useConversation } from "../../hook/use-conversations.ts";
import { Dialog } from "../../kit/dialog.tsx";
import { Drawing } from "../../talk/kind/sticker/drawing.tsx";
import { SET, STICKERS } from "../../talk/kind/sticker/set.ts";
import { useTexts } from "../../text/language.tsx";
import type { AttachProps } from "./attach-props.ts";

/** All stickers; the one that is pressed is sent. */
export function StickerDialog({ open, onClose, id }: AttachProps) {
  const { kinds } = useTexts();
  const { conversation } = useConversation(id);
  return (
    <Dialog open={open} onClose={onClose} title={kinds.sticker}>
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
    </Dialog>
  );
}
