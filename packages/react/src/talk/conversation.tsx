import { directPeer } from "@skein/protocol";
import type { ConversationView } from "@skein/client";
import { DoorOpen } from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { useReady, useConversation } from "../hook/use-conversations.ts";
import { useMe } from "../hook/use-me.ts";
import { usePerson } from "../hook/use-person.ts";
import { useTitle } from "../hook/use-title.ts";
import { Blank, RowsToCome } from "../kit/states.tsx";
import { useClient } from "../provider.tsx";
import { Composer } from "../compose/composer.tsx";
import { useReadOnOpening } from "../keep/use-read-on-opening.ts";
import { useTexts } from "../text/language.tsx";
import { AnnouncementBar } from "./announcement-bar.tsx";
import { ClosedNote, isClosed } from "./closed-note.tsx";
import { ConversationBar, type ConversationBarProps } from "./conversation-bar.tsx";
import { PinnedBar } from "./pin/pinned-bar.tsx";
import { SelectionBar } from "./selection-bar.tsx";
import { PersonCard } from "./person-card.tsx";
import { type OpenThread, ThreadDoorProvider } from "../thread/thread-door.ts";
import { SilentNote, useSilence } from "./silent-note.tsx";
import { TalkGallery } from "./talk-gallery.tsx";
import { TalkProvider, useTalkNow } from "./talk-state.tsx";
import { Timeline } from "./timeline.tsx";
import { useDeparture } from "./use-departure.ts";

const TalkSearch = lazy(async () => ({ default: (await import("../search/talk-search.tsx")).TalkSearch }));

export interface ConversationProps extends ConversationBarProps {
  /** Where in it one wants to be: the `seq` of a message. */
  readonly at?: number | undefined;
  /** Enter sends and Shift+Enter breaks the line; false: the other way round. */
  readonly enterSends?: boolean;
  /** The field takes the focus when it comes; false where something beside the talk does. */
  readonly begin?: boolean;
  /**
   * Opens the thread of a message; without it there are no threads. Held stable by you.
   * `instead`: `at` was a reply in it, and the thread takes the place of that address.
   */
  readonly onThread?: OpenThread | undefined;
  /** The address of an entry in your app, for links that people pass on. Held stable by you. */
  readonly linkOf?: ((seq: number) => string) | undefined;
  /** Opens the direct talk with somebody, from their card. */
  readonly onPerson?: ((user: string) => void) | undefined;
}

/** One conversation: its bar, its lines and the field to write in. */
export function Conversation({
  id,
  at,
  linkOf,
  enterSends = true,
  begin = true,
  onThread,
  onPerson,
  ...bar
}: ConversationProps) {
  const { talk } = useTexts();
  const { view } = useConversation(id);
  const ready = useReady();
  const title = useTitle(view);
  const peer = usePerson(view?.peer);
  const gone = useDeparture(id);
  useReadOnOpening(id);
  if (!view) {
    return (
      <section className="sk-talk" aria-label={talk.messages}>
        <ConversationBar id={id} {...bar} />
        {gone ? <Gone reason={gone} /> : ready ? <Unknown key={id} id={id} /> : <RowsToCome count={5} />}
      </section>
    );
  }
  return (
    // Each conversation has its own scroll place, draft and menus.
    <section key={id} className="sk-talk" aria-label={talk.label(title.name)}>
      <ThreadDoorProvider value={onThread}>
        <TalkProvider id={id} at={at} linkOf={linkOf} onPerson={onPerson} Card={PersonCard}>
          <Head id={id} {...bar} />
          <AnnouncementBar view={view} />
          <PinnedBar id={id} />
          <TalkGallery>
            <Timeline id={id} />
          </TalkGallery>
          <Foot id={id} enterSends={enterSends} begin={begin} peer={peer} view={view} />
        </TalkProvider>
      </ThreadDoorProvider>
    </section>
  );
}

/** The bar, and the search under it while somebody searches. */
function Head(bar: ConversationBarProps) {
  const [searching, setSearching] = useState(false);
  const toggle = (): void => setSearching(!searching);
  return (
    <>
      <ConversationBar {...bar} onSearch={toggle} searching={searching} />
      {searching && (
        <Suspense fallback={null}>
          <TalkSearch id={bar.id} onClose={toggle} />
        </Suspense>
      )}
    </>
  );
}

interface FootProps {
  readonly id: string;
  readonly view: ConversationView;
  readonly enterSends: boolean;
  readonly begin: boolean;
  readonly peer: ReturnType<typeof usePerson>;
}

/** Where one writes, as long as one may; while one chooses messages, what can be done with them. */
function Foot({ peer, view, begin, ...composer }: FootProps) {
  const [first] = useState(begin);
  const { selected } = useTalkNow();
  const silence = useSilence(view);
  // The field that comes back by itself takes the focus from nobody.
  const [silenced, setSilenced] = useState(false);
  if (silence && !silenced) setSilenced(true);
  if (selected) return <SelectionBar />;
  if (silence) return <SilentNote silence={silence} />;
  return isClosed(peer) ? <ClosedNote person={peer} /> : <Composer {...composer} begin={first && !silenced} />;
}

/** One was in this group until a moment ago. */
function Gone({ reason }: { readonly reason: NonNullable<ReturnType<typeof useDeparture>> }) {
  const { group } = useTexts();
  return (
    <Blank art={<DoorOpen size={40} />} title={group.goneTitle[reason]}>
      {group.goneHint[reason]}
    </Blank>
  );
}

/**
 * No such conversation on this device. One with a person is there as soon as one wants it, so a link to it works before anybody
 * has written; anything else does not exist, or not for this reader.
 */
function Unknown({ id }: { readonly id: string }) {
  const { talk } = useTexts();
  const client = useClient();
  const me = useMe()?.profile.id;
  const peer = me === undefined ? undefined : directPeer(id, me);
  const [refused, setRefused] = useState(false);
  useEffect(() => {
    if (peer === undefined) return undefined;
    let wanted = true;
    client.openDirect(peer).catch(() => wanted && setRefused(true));
    return () => {
      wanted = false;
    };
  }, [client, peer]);
  return peer === undefined || refused ? <Blank title={talk.missing} /> : <RowsToCome count={5} />;
}
