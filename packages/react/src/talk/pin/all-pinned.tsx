import { PinOff } from "lucide-react";
import { useConversation } from "../../hook/use-conversations.ts";
import { useNow } from "../../hook/use-now.ts";
import { useName } from "../../hook/use-person.ts";
import { moveByArrows } from "../../kit/arrow-keys.ts";
import { IconButton } from "../../kit/button.tsx";
import { Dialog } from "../../kit/dialog.tsx";
import { Blank } from "../../kit/states.tsx";
import { isolate } from "../../text/isolate.ts";
import { useFormats, useTexts } from "../../text/language.tsx";
import { Quoted } from "../quote.tsx";
import { useTalk } from "../talk-state.tsx";
import { mayPin } from "./may-pin.ts";
import { type Pinned, usePinned } from "./use-pinned.ts";

export interface AllPinnedProps {
  readonly id: string;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** All pinned messages of a conversation: a press goes there; who may pin takes them down here. */
export function AllPinned({ id, open, onClose }: AllPinnedProps) {
  const { pin } = useTexts().message;
  const { conversation, view } = useConversation(id);
  const { jump } = useTalk();
  const pinned = usePinned(id);
  const may = mayPin(view);
  return (
    <Dialog open={open} onClose={onClose} title={pin.bar} size="tall">
      {pinned.length === 0 ? (
        <Blank title={pin.none}>{pin.noneHint}</Blank>
      ) : (
        <ul className="sk-pinned-list" onKeyDown={moveByArrows}>
          {pinned.map((one) => (
            <li key={one.seq}>
              <PinnedRow
                id={id}
                pinned={one}
                onGo={() => {
                  onClose();
                  jump(one.seq);
                }}
              />
              {may && (
                <IconButton label={pin.unpin} onClick={() => conversation.pin(one.seq, false)}>
                  <PinOff size={18} aria-hidden="true" />
                </IconButton>
              )}
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}

interface PinnedRowProps {
  readonly id: string;
  readonly pinned: Pinned;
  readonly onGo: () => void;
}

function PinnedRow({ id, pinned: { item }, onGo }: PinnedRowProps) {
  const { kit } = useTexts();
  const { pin } = useTexts().message;
  const formats = useFormats();
  const now = useNow(60_000);
  const by = useName(item?.pinned?.by);
  return (
    <button type="button" className="sk-pinned-row" data-row onClick={onGo}>
      {item ? <Quoted id={id} item={item} /> : <span className="sk-quote-words">{kit.loading}</span>}
      {item?.pinned && <span className="sk-pinned-by">{pin.by(isolate(by), formats.day(item.pinned.at, now))}</span>}
    </button>
  );
}
