import type { Item } from "@skein/client";
import { useState } from "react";
import { type MenuPlace, PlacedMenu } from "../kit/menu.tsx";
import { useTexts } from "../text/language.tsx";
import { MESSAGE_ACTIONS } from "./actions/actions.ts";
import { useActionPlace } from "./actions/use-action-place.ts";

export interface MessageMenuProps {
  readonly menu: { readonly item: Item; readonly place: MenuPlace } | undefined;
  readonly onClose: () => void;
}

/** What can be done with one message; one menu for the whole talk. */
export function MessageMenu({ menu, onClose }: MessageMenuProps) {
  const texts = useTexts();
  const place = useActionPlace();
  // Kept while the menu fades.
  const [shown, setShown] = useState(menu);
  if (menu && menu !== shown) setShown(menu);
  const item = shown?.item;
  const offered = item ? MESSAGE_ACTIONS.filter((action) => action.offered(item, place)) : [];
  return (
    <PlacedMenu
      place={menu?.place}
      onClose={onClose}
      actions={offered.map(({ id, icon: Icon, label, danger = false, run }) => ({
        id,
        label: item ? label(texts, item) : "",
        icon: <Icon aria-hidden="true" />,
        danger,
        onSelect: () => item && run(item, place),
      }))}
    />
  );
}
