import type { ConversationView } from "@skein/client";
import { EllipsisVertical } from "lucide-react";
import { IconButton } from "../kit/button.tsx";
import { Menu } from "../kit/menu.tsx";
import { useTexts } from "../text/language.tsx";
import { useKeep } from "./use-keep.tsx";

/** In a talk's bar: how one keeps this conversation. It is being read, so it cannot be marked as read. */
export function TalkMenu({ view }: { readonly view: ConversationView }) {
  const texts = useTexts();
  const keep = useKeep();
  return (
    <>
      <Menu
        trigger={
          <IconButton label={texts.keep.menu}>
            <EllipsisVertical size={20} aria-hidden="true" />
          </IconButton>
        }
        actions={keep.actions(view, ({ id }) => id !== "read" && id !== "up" && id !== "down")}
      />
      {keep.dialog}
    </>
  );
}
