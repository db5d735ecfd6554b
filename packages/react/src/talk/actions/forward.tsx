import { Forward } from "lucide-react";
import type { Item } from "@skein/client";
import { ForwardDialog } from "../forward-dialog.tsx";
import type { ActionPlace, MessageAction } from "./row.ts";

/** Says messages again elsewhere. */
export const forwardAction: MessageAction = {
  id: "forward",
  icon: Forward,
  label: ({ message }) => message.forward,
  offered: ({ seq }) => seq !== undefined,
  run: (item, place) => openDialog([item], place),
  many: {
    offered: (items) => items.every(({ seq }) => seq !== undefined),
    run: (items, place) => openDialog(items, place),
  },
};

function openDialog(items: readonly Item[], { talk }: ActionPlace): void {
  const seqs = items.flatMap(({ seq }) => seq ?? []);
  talk.show(({ open, onClose }) => (
    <ForwardDialog id={talk.id} seqs={seqs} open={open} onClose={onClose} onDone={talk.endSelection} />
  ));
}
