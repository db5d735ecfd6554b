import type { ConversationView } from "@skein/client";
import { Info, MessageSquare } from "lucide-react";
import type { MenuAction } from "../kit/menu.tsx";
import type { Keep } from "../keep/use-keep.tsx";
import type { Texts } from "../text/en.ts";

export interface RowActionsOf {
  readonly keep: Keep;
  readonly texts: Texts;
  readonly onOpen: (id: string) => void;
  readonly onInfo?: ((id: string) => void) | undefined;
}

/** What can be done with a conversation from its row. */
export function rowActions(
  view: ConversationView,
  { keep, texts, onOpen, onInfo }: RowActionsOf,
): readonly MenuAction[] {
  return [
    {
      id: "open",
      label: texts.list.open,
      icon: <MessageSquare aria-hidden="true" />,
      onSelect: () => onOpen(view.id),
    },
    ...(onInfo
      ? [{ id: "info", label: texts.talk.details, icon: <Info aria-hidden="true" />, onSelect: () => onInfo(view.id) }]
      : []),
    ...keep.actions(view),
  ];
}
