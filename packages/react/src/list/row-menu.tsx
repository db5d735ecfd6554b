import type { ConversationView } from "@skein/client";
import { MessageSquare } from "lucide-react";
import { useState } from "react";
import { type MenuAction, type MenuPlace, PlacedMenu } from "../kit/menu.tsx";
import { useClient } from "../provider.tsx";
import { useTexts } from "../text/language.tsx";
import { rowActions } from "./row-actions.tsx";

export interface RowMenuProps {
  readonly menu: { readonly view: ConversationView; readonly place: MenuPlace } | undefined;
  readonly onClose: () => void;
  readonly onOpen: (id: string) => void;
  readonly onInfo?: ((id: string) => void) | undefined;
}

/** The menu of whichever row asked for it. */
export function RowMenu({ menu, onClose, onOpen, onInfo }: RowMenuProps) {
  const client = useClient();
  const texts = useTexts();
  // Kept while it fades, so that its rows do not vanish before it does.
  const [shown, setShown] = useState(menu);
  if (menu && menu !== shown) setShown(menu);
  const view = shown?.view;
  const actions: readonly MenuAction[] = view
    ? [
        {
          id: "open",
          label: texts.list.open,
          icon: <MessageSquare aria-hidden="true" />,
          onSelect: () => onOpen(view.id),
        },
        ...rowActions(view, { client, texts, onInfo }),
      ]
    : [];
  return <PlacedMenu place={menu?.place} onClose={onClose} actions={actions} />;
}
