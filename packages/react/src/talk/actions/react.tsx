import { SmilePlus, UsersRound } from "lucide-react";
import { lazy, Suspense } from "react";
import { Dialog } from "../../kit/dialog.tsx";
import { RowsToCome } from "../../kit/states.tsx";
import { useTexts } from "../../text/language.tsx";
import { Reactors } from "../reactors.tsx";
import type { MessageAction } from "./row.ts";

const EmojiPicker = lazy(async () => ({ default: (await import("../../compose/emoji-picker.tsx")).EmojiPicker }));

/** Reacts with any emoji; the usual ones stand above the menu. */
export const reactAction: MessageAction = {
  id: "react",
  icon: SmilePlus,
  label: ({ message }) => message.react,
  offered: ({ seq }) => seq !== undefined,
  run: ({ seq = 0 }, { talk, conversation }) =>
    talk.show(({ open, onClose }) => (
      <PickReaction
        open={open}
        onClose={onClose}
        onPick={(emoji) => {
          onClose();
          conversation.react(seq, emoji);
        }}
      />
    )),
};

/** Who reacted, and with what. */
export const reactorsAction: MessageAction = {
  id: "reactors",
  icon: UsersRound,
  label: ({ message }) => message.reactors,
  offered: ({ reactions = [] }) => reactions.length > 0,
  run: (item, { talk }) =>
    talk.show(({ open, onClose }) => <Reactors id={talk.id} item={item} open={open} onClose={onClose} />),
};

interface PickReactionProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onPick: (emoji: string) => void;
}

function PickReaction({ open, onClose, onPick }: PickReactionProps) {
  const { message } = useTexts();
  return (
    <Dialog open={open} onClose={onClose} title={message.react} size="tall">
      <Suspense fallback={<RowsToCome count={4} />}>
        <EmojiPicker onPick={onPick} />
      </Suspense>
    </Dialog>
  );
}
