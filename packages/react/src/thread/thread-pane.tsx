import type { Thread } from "@skein/client";
import { ArrowLeft, Bell, BellOff, MessagesSquare, X } from "lucide-react";
import { useMemo } from "react";
import { Composer } from "../compose/composer.tsx";
import { useConversation, useReady, StandIn } from "../hook/use-conversations.ts";
import { useObservable } from "../hook/use-observable.ts";
import { usePerson } from "../hook/use-person.ts";
import { useThread } from "../hook/use-threads.ts";
import { useTitle } from "../hook/use-title.ts";
import { IconButton } from "../kit/button.tsx";
import { Blank, RowsToCome } from "../kit/states.tsx";
import { useTexts } from "../text/language.tsx";
import { ClosedNote, isClosed } from "../talk/closed-note.tsx";
import { PersonCard } from "../talk/person-card.tsx";
import { SelectionBar } from "../talk/selection-bar.tsx";
import { SilentNote, useSilence } from "../talk/silent-note.tsx";
import { TalkGallery } from "../talk/talk-gallery.tsx";
import { TalkProvider, useTalkNow } from "../talk/talk-state.tsx";
import { Timeline } from "../talk/timeline.tsx";
import { ThreadDoorProvider, ThreadRoot } from "./thread-door.ts";
import { ThreadRootMessage } from "./thread-root.tsx";
import { threadTalk } from "./thread-talk.ts";

export interface ThreadPaneProps {
  /** The conversation, and the message in it. */
  readonly id: string;
  readonly root: number;
  readonly onClose: () => void;
  /** It fills its page: it has a way back instead of a cross. */
  readonly page?: boolean;
  /** Goes to the message where it was said. */
  readonly onRoot?: (() => void) | undefined;
  readonly enterSends?: boolean;
  /** Opens the direct talk with somebody, from their card. */
  readonly onPerson?: ((user: string) => void) | undefined;
}

/** What is said under one message: the message on top, the replies, and the field to write in. */
export function ThreadPane(props: ThreadPaneProps) {
  const { id, root } = props;
  const { thread: texts } = useTexts();
  const { view } = useConversation(id);
  const ready = useReady();
  const thread = useThread(id, root);
  const missing = ready && !view;
  return (
    <section key={`${root} ${id}`} className="sk-talk sk-thread" aria-label={texts.title}>
      <ThreadBar {...props} thread={missing ? undefined : thread} />
      {missing ? (
        <Blank title={texts.missing} />
      ) : thread ? (
        <ThreadBody {...props} thread={thread} />
      ) : (
        <RowsToCome count={5} />
      )}
    </section>
  );
}

function ThreadBar({
  id,
  page = false,
  onClose,
  onRoot,
  thread,
}: ThreadPaneProps & { readonly thread: Thread | undefined }) {
  const { kit, thread: texts } = useTexts();
  const { view } = useConversation(id);
  const title = useTitle(view);
  return (
    <header className="sk-bar">
      {page && (
        <IconButton label={kit.back} onClick={onClose}>
          <ArrowLeft size={22} aria-hidden="true" />
        </IconButton>
      )}
      <div className="sk-bar-words">
        <h2 className="sk-bar-title">{texts.title}</h2>
        {view && (
          <p className="sk-bar-status">
            <bdi>{title.name}</bdi>
          </p>
        )}
      </div>
      {thread && <Follow thread={thread} />}
      {onRoot && (
        <IconButton label={texts.toRoot} onClick={onRoot}>
          <MessagesSquare size={20} aria-hidden="true" />
        </IconButton>
      )}
      {!page && (
        <IconButton label={kit.close} onClick={onClose}>
          <X size={20} aria-hidden="true" />
        </IconButton>
      )}
    </header>
  );
}

function Follow({ thread }: { readonly thread: Thread }) {
  const { thread: texts } = useTexts();
  const { followed } = useObservable(thread.state);
  const Sign = followed ? Bell : BellOff;
  return (
    <IconButton
      className="sk-follow"
      label={followed ? texts.unfollow : texts.follow}
      aria-pressed={followed}
      onClick={() => thread.follow(!followed)}
    >
      <Sign size={20} aria-hidden="true" />
    </IconButton>
  );
}

function ThreadBody({ id, root, onPerson, enterSends = true, thread }: ThreadPaneProps & { readonly thread: Thread }) {
  const { thread: texts } = useTexts();
  const { conversation } = useConversation(id);
  const talk = useMemo(() => threadTalk(conversation, thread), [conversation, thread]);
  const { items, error } = useObservable(thread.timeline.state);
  if (items.length === 0 && (error?.name === "not_found" || error?.name === "forbidden"))
    return <Blank title={texts.missing} />;
  return (
    <StandIn value={talk}>
      <ThreadRoot value={root}>
        <ThreadDoorProvider value={undefined}>
          <TalkProvider id={id} onPerson={onPerson} Card={PersonCard}>
            <TalkGallery>
              <ThreadRootMessage id={id} root={root} />
              <Timeline id={id} />
            </TalkGallery>
            <ThreadFoot id={id} root={root} enterSends={enterSends} />
          </TalkProvider>
        </ThreadDoorProvider>
      </ThreadRoot>
    </StandIn>
  );
}

interface FootProps {
  readonly id: string;
  readonly root: number;
  readonly enterSends: boolean;
}

/** Where one writes, as long as one may; under a message that was taken back nobody does. */
function ThreadFoot({ id, root, enterSends }: FootProps) {
  const { thread: texts } = useTexts();
  const { conversation, view } = useConversation(id);
  const silence = useSilence(view);
  const peer = usePerson(view?.peer);
  const item = useObservable(useMemo(() => conversation.timeline.message(root), [conversation, root]));
  if (useTalkNow().selected) return <SelectionBar />;
  if (silence) return <SilentNote silence={silence} />;
  if (item?.recalled)
    return (
      <div className="sk-closed-note sk-thread-end">
        <p>{texts.gone}</p>
      </div>
    );
  return isClosed(peer) ? <ClosedNote person={peer} /> : <Composer id={id} enterSends={enterSends} />;
}
