import type { ConversationView } from "@skein/client";
import { useState } from "react";
import { type MenuPlace, PlacedMenu } from "../kit/menu.tsx";
import { useTexts } from "../text/language.tsx";
import { rowActions, type RowActionsOf } from "./row-actions.tsx";

export interface RowMenuProps extends Omit<RowActionsOf, "texts"> {
  readonly menu: { readonly view: ConversationView; readonly place: MenuPlace } | undefined;
  readonly onClose: () => void;
}

/** The menu of whichever row asked for it. */
export function RowMenu({ menu, onClose, ...of }: RowMenuProps) {
  const texts = useTexts();
  // Kept while it fades, so that its rows do not vanish before it does.
  const [shown, setShown] = useState(menu);
  if (menu && menu !== shown) setShown(menu);
  return (
    <PlacedMenu place={menu?.place} onClose={onClose} actions={shown ? rowActions(shown.view, { ...of, texts }) : []} />
  );
}
