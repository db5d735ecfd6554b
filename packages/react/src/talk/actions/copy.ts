import { Copy } from "lucide-react";
import type { MessageAction } from "./row.ts";

export const copyAction: MessageAction = {
  id: "copy",
  icon: Copy,
  label: ({ talk }) => talk.copy,
  offered: (item, { words }) => words.copy(item) !== undefined,
  run: (item, { words, copy }) => copy(words.copy(item) ?? ""),
  many: {
    offered: (items, { words }) => items.some((item) => words.copy(item) !== undefined),
    run: (items, { words, copy, talk }) => {
      copy(items.flatMap((item) => words.copy(item) ?? []).join("\n"));
      talk.endSelection();
    },
  },
};
