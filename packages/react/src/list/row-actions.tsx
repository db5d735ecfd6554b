import type { Client, ConversationView } from "@skein/client";
import { CheckCheck, Info } from "lucide-react";
import type { MenuAction } from "../kit/menu.tsx";
import type { Texts } from "../text/en.ts";

export interface RowActionsOf {
  readonly client: Client;
  readonly texts: Texts;
  readonly onInfo?: ((id: string) => void) | undefined;
}

/** What can be done with a conversation from its row, besides opening it: the same for the menu and for a swipe. */
export function rowActions(view: ConversationView, { client, texts, onInfo }: RowActionsOf): readonly MenuAction[] {
  return [
    ...(view.unread > 0
      ? [
          {
            id: "read",
            label: texts.list.markRead,
            icon: <CheckCheck aria-hidden="true" />,
            onSelect: () => client.conversation(view.id).markRead(),
          },
        ]
      : []),
    ...(onInfo
      ? [{ id: "info", label: texts.talk.details, icon: <Info aria-hidden="true" />, onSelect: () => onInfo(view.id) }]
      : []),
  ];
}
