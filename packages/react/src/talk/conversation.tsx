import { directPeer } from "@skein/protocol";
import { useEffect, useState } from "react";
import { useReady, useConversation } from "../hook/use-conversations.ts";
import { useMe } from "../hook/use-me.ts";
import { usePerson } from "../hook/use-person.ts";
import { useTitle } from "../hook/use-title.ts";
import { Blank, RowsToCome } from "../kit/states.tsx";
import { useClient } from "../provider.tsx";
import { Composer } from "../compose/composer.tsx";
import { useTexts } from "../text/language.tsx";
import { ClosedNote, isClosed } from "./closed-note.tsx";
import { ConversationBar, type ConversationBarProps } from "./conversation-bar.tsx";
import { SelectionBar } from "./selection-bar.tsx";
import { PersonCard } from "./person-card.tsx";
import { ThreadDoorProvider } from "../thread/thread-door.ts";
import { TalkProvider, useTalkNow } from "./talk-state.tsx";
import { Timeline } from "./timeline.tsx";

export interface ConversationProps extends ConversationBarProps {
  /** Enter sends and Shift+Enter breaks the line; false: the other way round. */
  readonly enterSends?: boolean;
  /** Opens the thread of a message; without it there are no threads. Held stable by you. */
  readonly onThread?: ((root: number) => void) | undefined;
  /** Opens the direct talk with somebody, from their card. */
  readonly onPerson?: ((user: string) => void) | undefined;
}

/** One conversation: its bar, its lines and the field to write in. */
export function Conversation({ id, enterSends = true, onThread, onPerson, ...bar }: ConversationProps) {
  const { talk } = useTexts();
  const { view } = useConversation(id);
  const ready = useReady();
  const title = useTitle(view);
  const peer = usePerson(view?.peer);
  if (!view) {
    return (
      <section className="sk-talk" aria-label={talk.messages}>
        <ConversationBar id={id} {...bar} />
        {ready ? <Unknown key={id} id={id} /> : <RowsToCome count={5} />}
      </section>
    );
  }
  return (
    // Each conversation has its own scroll place, draft and menus.
    <section key={id} className="sk-talk" aria-label={talk.label(title.name)}>
      <ConversationBar id={id} {...bar} />
      <ThreadDoorProvider value={onThread}>
        <TalkProvider id={id} onPerson={onPerson} Card={PersonCard}>
          <Timeline id={id} />
          <Foot id={id} enterSends={enterSends} peer={peer} />
        </TalkProvider>
      </ThreadDoorProvider>
    </section>
  );
}

interface FootProps {
  readonly id: string;
  readonly enterSends: boolean;
  readonly peer: ReturnType<typeof usePerson>;
}

/** Where one writes; while one chooses messages, what can be done with them. */
function Foot({ peer, ...composer }: FootProps) {
  if (useTalkNow().selected) return <SelectionBar />;
  return isClosed(peer) ? <ClosedNote person={peer} /> : <Composer {...composer} />;
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
