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
import { useClient } from "../provider.tsx";
import { useTexts } from "../text/language.tsx";
import { ConversationRow } from "./conversation-row.tsx";
import { type ListFilter, useFiltered } from "./filter.ts";
import { rowActions } from "./row-actions.tsx";
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
}

/** Presence is asked for those near the top: what is further down is seldom seen. */
const WATCHED = 100;

/** All conversations, the latest first. Virtual: two thousand rows scroll like twenty. */
export function ConversationList({
  current,
  onOpen,
  hrefOf = (id) => `#${encodeURIComponent(id)}`,
  onInfo,
  emptyAction,
  filter = "all",
  onShowAll,
}: ConversationListProps) {
  const texts = useTexts();
  const { list } = texts;
  const client = useClient();
  const conversations = useConversations();
  const ready = useReady();
  const me = useMe()?.profile.id;
  const scroll = useRef<HTMLElement>(null);
  const shown = useFiltered(conversations, filter, { current, me });
  const [swiped, setSwiped] = useState<string>();
  const [menu, setMenu] = useState<{ readonly view: ConversationView; readonly place: MenuPlace }>();
  useWatch(shown.slice(0, WATCHED).flatMap(({ peer }) => (peer === undefined || peer === me ? [] : [peer])));

  if (conversations.length === 0) {
    if (!ready) return <RowsToCome count={8} />;
    return (
      <Blank art={<Mark size={64} />} title={list.empty} action={emptyAction}>
        {list.emptyHint}
      </Blank>
    );
  }
  if (shown.length === 0) {
    return (
      <Blank
        title={filter === "all" ? list.empty : list.nothingIn[filter]}
        action={onShowAll && <Button onClick={onShowAll}>{list.showAll}</Button>}
      />
    );
  }
  return (
    // The arrows move among links that are reached by Tab as well.
    <nav className="sk-list sk-scroll" aria-label={list.label} ref={scroll} onKeyDown={moveByArrows}>
      <Virtualizer
        as="ul"
        item="li"
        scrollRef={scroll}
        data={shown}
        bufferSize={400}
        onScroll={() => setSwiped(undefined)}
      >
        {(view) => (
          <SwipeRow
            key={view.id}
            open={view.id === swiped}
            onOpen={(open) => setSwiped(open ? view.id : undefined)}
            actions={rowActions(view, { client, texts, onInfo })}
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
      <RowMenu menu={menu} onClose={() => setMenu(undefined)} onOpen={onOpen} onInfo={onInfo} />
    </nav>
  );
}
