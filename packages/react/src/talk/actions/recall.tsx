import { Undo2 } from "lucide-react";
import { Confirm } from "../../kit/confirm.tsx";
import { useTexts } from "../../text/language.tsx";
import type { MessageAction } from "./row.ts";

/** One's own; in a group also those of others, for who leads it. The server knows until when. */
export const recallAction: MessageAction = {
  id: "recall",
  icon: Undo2,
  label: ({ message }) => message.recall,
  danger: true,
  offered: ({ seq, from }, { me, view }) =>
    seq !== undefined && (from === me || view?.role === "owner" || view?.role === "admin"),
  run: (item, { conversation, talk, me, remember }) =>
    talk.show(({ open, onClose }) => (
      <RecallConfirm
        open={open}
        onClose={onClose}
        own={item.from === me}
        onRecall={() => {
          if (item.from === me) remember(item);
          conversation.recall(item.seq ?? 0);
        }}
      />
    )),
};

interface RecallConfirmProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly own: boolean;
  readonly onRecall: () => void;
}

function RecallConfirm({ open, onClose, own, onRecall }: RecallConfirmProps) {
  const { message } = useTexts();
  return (
    <Confirm
      open={open}
      onClose={onClose}
      title={message.recallTitle}
      verb={message.recallVerb}
      onConfirm={async () => onRecall()}
    >
      {own ? message.recallWords : message.recallWordsOther}
    </Confirm>
  );
}
