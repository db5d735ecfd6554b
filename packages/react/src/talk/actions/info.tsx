import { Info } from "lucide-react";
import { MessageInfo } from "../message-info.tsx";
import type { MessageAction } from "./row.ts";

export const infoAction: MessageAction = {
  id: "info",
  icon: Info,
  label: ({ talk }) => talk.info,
  offered: ({ seq }) => seq !== undefined,
  run: (item, { talk: { id, show } }) =>
    show(({ open, onClose }) => <MessageInfo id={id} item={open ? item : undefined} onClose={onClose} />),
};
