import type { Item } from "@skein/client";
import { useState } from "react";
import { type MenuAction, type MenuPlace, PlacedMenu } from "../kit/menu.tsx";
import { useTexts } from "../text/language.tsx";
import { MESSAGE_ACTIONS } from "./actions/actions.ts";
import { useActionPlace } from "./actions/use-action-place.ts";

/** The reactions that one press gives. */
const QUICK = ["👍", "❤️", "😂", "😮", "😢", "🎉"];

/** A message and where its menu opens; `react`: only what one reacts with. */
export interface OpenMenu {
  readonly item: Item;
  readonly place: MenuPlace;
  readonly react?: boolean;
}

export interface MessageMenuProps {
  readonly menu: OpenMenu | undefined;
  readonly onClose: () => void;
}

/** What can be done with one message; one menu for the whole talk. */
export function MessageMenu({ menu, onClose }: MessageMenuProps) {
  const texts = useTexts();
  const place = useActionPlace();
  // Kept while the menu fades.
  const [shown, setShown] = useState(menu);
  if (menu && menu !== shown) setShown(menu);
  if (!shown) return null;
  const { item, react = false } = shown;
  const offered = MESSAGE_ACTIONS.filter(
    (action) => action.offered(item, place) && (!react || action.id === "react"),
  ).map(
    ({ id, icon: Icon, label, danger = false, run }): MenuAction => ({
      id,
      label: label(texts),
      icon: <Icon aria-hidden="true" />,
      danger,
      onSelect: () => run(item, place),
    }),
  );
  const { seq } = item;
  const given = new Set(item.reactions?.flatMap(({ emoji, mine }) => (mine ? [emoji] : [])));
  const quick =
    seq === undefined
      ? []
      : QUICK.map(
          (emoji): MenuAction => ({
            id: emoji,
            label: given.has(emoji) ? texts.message.unreactWith(emoji) : texts.message.reactWith(emoji),
            icon: (
              <span className="sk-quick" data-given={given.has(emoji) || undefined} aria-hidden="true">
                {emoji}
              </span>
            ),
            onSelect: () => place.conversation.react(seq, emoji, !given.has(emoji)),
          }),
        );
  return <PlacedMenu place={menu?.place} onClose={onClose} actions={offered} quick={quick} />;
}
