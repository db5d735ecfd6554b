import type { ConversationView } from "@skein/client";
import { useRef, useState, type ReactNode } from "react";
import { Virtualizer } from "virtua";
import { useConversations, useReady } from "../hook/use-conversations.ts";
import { useMe } from "../hook/use-me.ts";
import { useWatch } from "../hook/use-presence.ts";
import { moveByArrows } from "../kit/arrow-keys.ts";
import { Mark } from "../kit/mark.tsx";
import { Button } from "../kit/button.tsx";
import type { MenuPlace } from "../kit/menu.tsx";
import { Blank, RowsToCome } from "../kit/states.tsx";
import { useFolders } from "../keep/folder/use-folders.ts";
import { onShelf, type Shelf } from "../keep/shelf.ts";
import { useKeep } from "../keep/use-keep.tsx";
import { isolate } from "../text/isolate.ts";
import { useTexts } from "../text/language.tsx";
import { ARCHIVE_ROW, ArchiveRow } from "./archive-row.tsx";
import { ConversationRow } from "./conversation-row.tsx";
import { folderOf, type ListFilter, LIST_FILTERS, type PlainFilter, useFiltered } from "./filter.ts";
import { RowMenu } from "./row-menu.tsx";
import { SwipeRow } from "./swipe-row.tsx";

export interface ConversationListProps {
  /** The conversation that is open. */
  readonly current?: string | undefined;
  readonly onOpen: (id: string) => void;
  /** Where a row leads, so that it can be opened in a new tab; `#` and the id when not given. */
  readonly hrefOf?: (id: string) => string;
  readonly onInfo?: ((id: string) => void) | undefined;
  /** What an empty list offers to do. */
  readonly emptyAction?: ReactNode;
  /** Which of the conversations are shown; all when not given. */
  readonly filter?: ListFilter;
  /** The way out of a filter that shows nothing. */
  readonly onShowAll?: () => void;
  /** Those in the archive in place of those in the list. */
  readonly shelf?: Shelf;
  /** Opens the archive, whose row stands on top of the list; none when not given. */
  readonly onArchive?: (() => void) | undefined;
}

/** Presence is asked for those near the top: what is further down is seldom seen. */
const WATCHED = 100;
const NONE: readonly ConversationView[] = [];

/** All conversations, the pinned ones on top, then the latest first. Virtual: two thousand rows scroll like twenty. */
export function ConversationList({
  current,
  onOpen,
  hrefOf = (id) => `#${encodeURIComponent(id)}`,
  onInfo,
  emptyAction,
  filter = "all",
  onShowAll,
  shelf = "list",
  onArchive,
}: ConversationListProps) {
  const texts = useTexts();
  const { list, keep: words } = texts;
  const all = useConversations();
  const conversations = onShelf(all, shelf);
  const archived = onArchive && filter === "all" ? onShelf(all, "archive") : NONE;
  const ready = useReady();
  const me = useMe()?.profile.id;
  const keep = useKeep();
  const { folders } = useFolders();
  const scroll = useRef<HTMLElement>(null);
  const shown = useFiltered(conversations, filter, { current, me });
  const [swiped, setSwiped] = useState<string>();
  const [menu, setMenu] = useState<{ readonly view: ConversationView; readonly place: MenuPlace }>();
  useWatch(shown.slice(0, WATCHED).flatMap(({ peer }) => (peer === undefined || peer === me ? [] : [peer])));

  const blank = (): ReactNode => {
    if (shelf === "archive") return <Blank title={words.archiveEmpty}>{words.archiveEmptyHint}</Blank>;
    if (filter === "all" || conversations.length === 0) {
      if (!ready) return <RowsToCome count={8} />;
      return (
        <Blank art={<Mark size={64} />} title={list.empty} action={emptyAction}>
          {list.emptyHint}
        </Blank>
      );
    }
    const folder = folders.find(({ id }) => id === folderOf(filter));
    const title = isPlain(filter) ? list.nothingIn[filter] : words.folderEmpty(isolate(folder?.name ?? ""));
    return <Blank title={title} action={onShowAll && <Button onClick={onShowAll}>{list.showAll}</Button>} />;
  };
  if (shown.length === 0 && archived.length === 0) return blank();
  return (
    // The arrows move among links that are reached by Tab as well.
    <nav
      className="sk-list sk-scroll"
      aria-label={shelf === "archive" ? words.archived : list.label}
      ref={scroll}
      onKeyDown={moveByArrows}
    >
      {archived.length > 0 && onArchive && <ArchiveRow archived={archived} onOpen={onArchive} />}
      {shown.length === 0 && blank()}
      <Virtualizer
        as="ul"
        item="li"
        scrollRef={scroll}
        startMargin={archived.length > 0 ? ARCHIVE_ROW : 0}
        data={shown}
        bufferSize={400}
        onScroll={() => setSwiped(undefined)}
      >
        {(view) => (
          <SwipeRow
            key={view.id}
            open={view.id === swiped}
            onOpen={(open) => setSwiped(open ? view.id : undefined)}
            actions={keep.actions(view, ({ swipe = false }) => swipe)}
            onHold={(place) => setMenu({ view, place })}
          >
            <ConversationRow
              view={view}
              href={hrefOf(view.id)}
              current={view.id === current}
              onOpen={() => onOpen(view.id)}
              onMenu={(event) => {
                event.preventDefault();
                // The menu key of a keyboard tells no place: it opens at the row.
                setMenu({
                  view,
                  place: event.clientX === 0 ? event.currentTarget : { x: event.clientX, y: event.clientY },
                });
              }}
            />
          </SwipeRow>
        )}
      </Virtualizer>
      <RowMenu menu={menu} onClose={() => setMenu(undefined)} keep={keep} onOpen={onOpen} onInfo={onInfo} />
      {keep.dialog}
    </nav>
  );
}

function isPlain(filter: ListFilter): filter is Exclude<PlainFilter, "all"> {
  return LIST_FILTERS.some((plain) => plain === filter);
}
