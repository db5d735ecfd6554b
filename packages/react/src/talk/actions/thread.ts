import { MessagesSquare } from "lucide-react";
import type { MessageAction } from "./row.ts";

/** Says something under a message, out of the way of the talk. */
export const threadAction: MessageAction = {
  id: "thread",
  icon: MessagesSquare,
  label: ({ thread }) => thread.reply,
  offered: ({ seq, said, recalled }, { openThread }) =>
    openThread !== undefined && seq !== undefined && said === true && recalled === undefined,
  run: ({ seq = 0 }, { openThread }) => openThread?.(seq),
};
