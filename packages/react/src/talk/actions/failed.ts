import { RotateCw, Trash2 } from "lucide-react";
import type { MessageItem } from "../kind/row.ts";
import { sendAgain } from "../mention/send-again.ts";
import type { MessageAction } from "./row.ts";

/** The two ways on from a message that was refused. */
export const retryAction: MessageAction = {
  id: "retry",
  icon: RotateCw,
  label: ({ talk }) => talk.retry,
  offered: ({ state }) => state === "failed",
  run: (item, { conversation }) => sendAgain(conversation, item as MessageItem),
};

export const discardAction: MessageAction = {
  id: "discard",
  icon: Trash2,
  label: ({ talk }) => talk.discard,
  danger: true,
  offered: ({ state }) => state === "failed",
  run: ({ id }, { conversation }) => conversation.discard(id),
};
