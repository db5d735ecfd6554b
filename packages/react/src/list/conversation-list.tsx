import type { ConversationView } from "@skein/client";
import { CheckCheck, Info, MessageSquare } from "lucide-react";
import { useRef, useState, type ReactNode } from "react";
import { Virtualizer } from "virtua";
import { useConversations, useReady } from "../hook/use-conversations.ts";
import { useMe } from "../hook/use-me.ts";
import { useWatch } from "../hook/use-presence.ts";
import { moveByArrows } from "../kit/arrow-keys.ts";
import { Mark } from "../kit/mark.tsx";
import { type MenuAction, type MenuPlace, PlacedMenu } from "../kit/menu.tsx";
import { Blank, RowsToCome } from "../kit/states.tsx";
import { useClient } from "../provider.tsx";
import { useTexts } from "../text/language.tsx";
import { ConversationRow } from "./conversation-row.tsx";

export interface ConversationListProps {
  /** The conversation that is open. */
  readonly current?: string | undefined;
  readonly onOpen: (id: string) => void;
  /** Where a row leads, so that it can be opened in a new tab; `#` and the id when not given. */
  readonly hrefOf?: (id: string) => string;
  readonly onInfo?: ((id: string) => void) | undefined;
  /** What an empty list offers to do. */
  readonly emptyAction?: ReactNode;
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
}: ConversationListProps) {
  const { list } = useTexts();
  const conversations = useConversations();
  const ready = useReady();
  const me = useMe()?.profile.id;
  const scroll = useRef<HTMLElement>(null);
  const [menu, setMenu] = useState<{ readonly view: ConversationView; readonly place: MenuPlace }>();
  useWatch(conversations.slice(0, WATCHED).flatMap(({ peer }) => (peer === undefined || peer === me ? [] : [peer])));

  if (conversations.length === 0) {
    if (!ready) return <RowsToCome count={8} />;
    return (
      <Blank art={<Mark size={64} />} title={list.empty} action={emptyAction}>
        {list.emptyHint}
      </Blank>
    );
  }
  return (
    // The arrows move among links that are reached by Tab as well.
    <nav className="sk-list sk-scroll" aria-label={list.label} ref={scroll} onKeyDown={moveByArrows}>
      <Virtualizer as="ul" item="li" scrollRef={scroll} data={conversations} bufferSize={400}>
        {(view) => (
          <ConversationRow
            key={view.id}
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
        )}
      </Virtualizer>
      <RowMenu menu={menu} onClose={() => setMenu(undefined)} onOpen={onOpen} onInfo={onInfo} />
    </nav>
  );
}

interface RowMenuProps extends Pick<ConversationListProps, "onOpen" | "onInfo"> {
  readonly menu: { readonly view: ConversationView; readonly place: MenuPlace } | undefined;
  readonly onClose: () => void;
}

function RowMenu({ menu, onClose, onOpen, onInfo }: RowMenuProps) {
  const client = useClient();
  const { list, talk } = useTexts();
  // Kept while it fades, so that its rows do not vanish before it does.
  const [shown, setShown] = useState(menu);
  if (menu && menu !== shown) setShown(menu);
  const view = shown?.view;
  const actions: MenuAction[] = view
    ? [
        { id: "open", label: list.open, icon: <MessageSquare aria-hidden="true" />, onSelect: () => onOpen(view.id) },
        ...(view.unread > 0
          ? [
              {
                id: "read",
                label: list.markRead,
                icon: <CheckCheck aria-hidden="true" />,
                onSelect: () => client.conversation(view.id).markRead(),
              },
            ]
          : []),
        ...(onInfo
          ? [{ id: "info", label: talk.details, icon: <Info aria-hidden="true" />, onSelect: () => onInfo(view.id) }]
          : []),
      ]
    : [];
  return <PlacedMenu place={menu?.place} onClose={onClose} actions={actions} />;
}
