import { Link } from "lucide-react";
import type { MessageAction } from "./row.ts";

/** The address of a message, for those who may read it. */
export const copyLinkAction: MessageAction = {
  id: "copy-link",
  icon: Link,
  label: ({ message }) => message.way.copyLink,
  offered: ({ seq }, { talk }) => seq !== undefined && talk.linkOf !== undefined,
  run: ({ seq = 0 }, { copy, talk }) => copy(talk.linkOf?.(seq) ?? ""),
};
