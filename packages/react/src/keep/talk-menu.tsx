import type { ConversationView } from "@skein/client";
import { CalendarSearch, EllipsisVertical } from "lucide-react";
import { IconButton } from "../kit/button.tsx";
import { Menu } from "../kit/menu.tsx";
import { useTexts } from "../text/language.tsx";
import { now } from "../clock.ts";
import { useDates } from "../talk/way/use-dates.tsx";
import { useKeep } from "./use-keep.tsx";

/** In a talk's bar: the way to another day of it, and how one keeps this conversation. It is being read, so it cannot be marked as read. */
export function TalkMenu({ view }: { readonly view: ConversationView }) {
  const texts = useTexts();
  const keep = useKeep();
  const openDates = useDates();
  const dates = openDates && {
    id: "dates",
    label: texts.message.way.toDate,
    icon: <CalendarSearch aria-hidden="true" />,
    onSelect: () => openDates(now()),
  };
  return (
    <>
      <Menu
        trigger={
          <IconButton label={texts.keep.menu}>
            <EllipsisVertical size={20} aria-hidden="true" />
          </IconButton>
        }
        actions={[
          ...(dates ? [dates] : []),
          ...keep.actions(view, ({ id }) => id !== "read" && id !== "up" && id !== "down"),
        ]}
      />
      {keep.dialog}
    </>
  );
}
