import type { Item } from "@skein/client";
import { Trash2 } from "lucide-react";
import { Confirm } from "../../kit/confirm.tsx";
import { useTexts } from "../../text/language.tsx";
import type { ActionPlace, MessageAction } from "./row.ts";

/** Takes messages out of one's own sight, on all one's devices. */
export const removeAction: MessageAction = {
  id: "remove",
  icon: Trash2,
  label: ({ keep }) => keep.deleteForMe,
  danger: true,
  offered: ({ seq }) => seq !== undefined,
  run: (item, place) => ask([item], place),
  many: {
    offered: (items) => items.every(({ seq }) => seq !== undefined),
    run: ask,
  },
};

function ask(items: readonly Item[], { conversation, talk }: ActionPlace): void {
  talk.show((props) => (
    <RemoveConfirm
      {...props}
      count={items.length}
      onRemove={() => {
        conversation.removeForMe(items.flatMap(({ seq }) => seq ?? []));
        talk.endSelection();
      }}
    />
  ));
}

interface RemoveConfirmProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly count: number;
  readonly onRemove: () => void;
}

function RemoveConfirm({ open, onClose, count, onRemove }: RemoveConfirmProps) {
  const { keep } = useTexts();
  return (
    <Confirm
      open={open}
      onClose={onClose}
      title={keep.deleteTitle(count)}
      verb={keep.deleteVerb}
      onConfirm={async () => onRemove()}
    >
      {count === 1 ? keep.deleteWords : keep.deleteWordsMany}
    </Confirm>
  );
}
