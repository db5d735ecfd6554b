import { CheckSquare, Pencil, Reply } from "lucide-react";
import { rowOf } from "../kind/kinds.ts";
import type { MessageItem } from "../kind/row.ts";
import { isReader } from "../silence.ts";
import type { MessageAction } from "./row.ts";

export const replyAction: MessageAction = {
  id: "reply",
  icon: Reply,
  label: ({ message }) => message.reply,
  offered: ({ seq }, { view }) => seq !== undefined && !isReader(view),
  run: (item, { talk }) => talk.setTarget({ mode: "reply", item: item as MessageItem }),
};

export const editAction: MessageAction = {
  id: "edit",
  icon: Pencil,
  label: ({ message }) => message.edit,
  offered: (item, { me }) => item.seq !== undefined && item.from === me && rowOf(item.kind)?.edits !== undefined,
  run: (item, { talk }) => talk.setTarget({ mode: "edit", item: item as MessageItem }),
};

export const selectAction: MessageAction = {
  id: "select",
  icon: CheckSquare,
  label: ({ message }) => message.select,
  offered: ({ seq }) => seq !== undefined,
  run: (item, { talk }) => talk.select(item),
};
