import { Copy, Info, RotateCw, Trash2 } from "lucide-react";
import { useState } from "react";
import { useConversation } from "../hook/use-conversations.ts";
import { type MenuAction, type MenuPlace, PlacedMenu } from "../kit/menu.tsx";
import { useCopy } from "../kit/use-copy.ts";
import { useTexts } from "../text/language.tsx";
import type { TextItem } from "./lines.ts";
import { MessageInfo } from "./message-info.tsx";

export interface MessageMenuProps {
  readonly id: string;
  readonly menu: { readonly item: TextItem; readonly place: MenuPlace } | undefined;
  readonly onClose: () => void;
}

/** What can be done with one message; one menu for the whole talk. */
export function MessageMenu({ id, menu, onClose }: MessageMenuProps) {
  const { talk } = useTexts();
  const { conversation } = useConversation(id);
  const copy = useCopy();
  // Kept while the menu fades.
  const [shown, setShown] = useState(menu);
  if (menu && menu !== shown) setShown(menu);
  const [info, setInfo] = useState<TextItem>();
  const item = shown?.item;
  const actions: readonly (MenuAction | false)[] = item
    ? [
        { id: "copy", label: talk.copy, icon: <Copy aria-hidden="true" />, onSelect: () => copy(item.body.text) },
        item.seq !== undefined && {
          id: "info",
          label: talk.info,
          icon: <Info aria-hidden="true" />,
          onSelect: () => setInfo(item),
        },
        item.state === "failed" && {
          id: "retry",
          label: talk.retry,
          icon: <RotateCw aria-hidden="true" />,
          onSelect: () => conversation.retry(item.id),
        },
        item.state === "failed" && {
          id: "discard",
          label: talk.discard,
          icon: <Trash2 aria-hidden="true" />,
          danger: true,
          onSelect: () => conversation.discard(item.id),
        },
      ]
    : [];
  return (
    <>
      <PlacedMenu place={menu?.place} onClose={onClose} actions={actions.filter((action) => action !== false)} />
      <MessageInfo id={id} item={info} onClose={() => setInfo(undefined)} />
    </>
  );
}
