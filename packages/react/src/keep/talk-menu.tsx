import type { ConversationView } from "@skein/client";
import { CalendarSearch, EllipsisVertical, Search } from "lucide-react";
import { IconButton } from "../kit/button.tsx";
import { Menu } from "../kit/menu.tsx";
import { useTexts } from "../text/language.tsx";
import { now } from "../clock.ts";
import { useDates } from "../talk/way/use-dates.tsx";
import { useKeep } from "./use-keep.tsx";

export interface TalkMenuProps {
  readonly view: ConversationView;
  /** Opens the search in it. */
  readonly onSearch?: (() => void) | undefined;
}

/** In a talk's bar: the way to another day of it, and how one keeps this conversation. It is being read, so it cannot be marked as read. */
export function TalkMenu({ view, onSearch }: TalkMenuProps) {
  const texts = useTexts();
  const keep = useKeep();
  const openDates = useDates();
  const dates = openDates && {
    id: "dates",
    label: texts.message.way.toDate,
    icon: <CalendarSearch aria-hidden="true" />,
    onSelect: () => openDates(now()),
  };
  const search = onSearch && {
    id: "search",
    label: texts.search.inTalk,
    icon: <Search aria-hidden="true" />,
    onSelect: onSearch,
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
          ...(search ? [search] : []),
          ...(dates ? [dates] : []),
          ...keep.actions(view, ({ id }) => id !== "read" && id !== "up" && id !== "down"),
        ]}
      />
      {keep.dialog}
    </>
  );
}
