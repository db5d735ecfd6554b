import type { ThreadView } from "@skein/client";
import { MessagesSquare } from "lucide-react";
import { Virtualizer } from "virtua";
import { useRef } from "react";
import { useConversation } from "../hook/use-conversations.ts";
import { useIsMe } from "../hook/use-me.ts";
import { useNow } from "../hook/use-now.ts";
import { useNameHere } from "../hook/use-name-here.ts";
import { useThreads } from "../hook/use-threads.ts";
import { useTitle } from "../hook/use-title.ts";
import { moveByArrows } from "../kit/arrow-keys.ts";
import { Badge } from "../kit/badge.tsx";
import { followHere } from "../kit/follow-here.ts";
import { RowLink } from "../kit/row.tsx";
import { Blank, Failure, Offline, RowsToCome } from "../kit/states.tsx";
import { useAction } from "../kit/use-action.ts";
import { ConversationAvatar } from "../list/conversation-row.tsx";
import { useWords } from "../talk/kind/use-words.ts";
import { useErrorText } from "../text/error-text.ts";
import { useFormats, useTexts } from "../text/language.tsx";

export interface ThreadListProps {
  readonly hrefOf: (conversation: string, root: number) => string;
  readonly onOpen: (conversation: string, root: number) => void;
}

/** So near to the end, px, the next page is asked for. */
const AHEAD = 600;

/** The threads that one follows, the latest reply first. */
export function ThreadList({ hrefOf, onOpen }: ThreadListProps) {
  const { thread: texts } = useTexts();
  const errorText = useErrorText();
  const { threads, known, loading, hasMore, error, more } = useThreads();
  const next = useAction(more);
  const viewport = useRef<HTMLDivElement>(null);
  if (threads.length === 0) {
    if (error?.name === "offline" && !known) return <Offline>{texts.offline}</Offline>;
    if (error && !known) return <Failure onRetry={next.run}>{errorText(error)}</Failure>;
    if (!known || (loading && !known)) return <RowsToCome />;
    return (
      <Blank art={<MessagesSquare size={40} />} title={texts.none}>
        {texts.noneHint}
      </Blank>
    );
  }
  const onScroll = (): void => {
    const box = viewport.current;
    if (box && hasMore && !loading && box.scrollHeight - box.clientHeight - box.scrollTop < AHEAD) next.run();
  };
  return (
    <nav className="sk-thread-list sk-scroll" aria-label={texts.threads} ref={viewport} onScroll={onScroll}>
      {/* the arrows move among the rows, Tab leaves them */}
      <div onKeyDown={moveByArrows} role="presentation">
        <Virtualizer scrollRef={viewport}>
          {threads.map((view) => (
            <ThreadRow
              key={`${view.root} ${view.conversation}`}
              view={view}
              href={hrefOf(view.conversation, view.root)}
              onOpen={() => onOpen(view.conversation, view.root)}
            />
          ))}
        </Virtualizer>
      </div>
      {error && error.name !== "offline" && <Failure onRetry={next.run}>{errorText(error)}</Failure>}
    </nav>
  );
}

interface ThreadRowProps {
  readonly view: ThreadView;
  readonly href: string;
  readonly onOpen: () => void;
}

function ThreadRow({ view: { conversation, item, last, at, unread, replies }, href, onOpen }: ThreadRowProps) {
  const { list, thread: texts, message } = useTexts();
  const formats = useFormats();
  const now = useNow();
  const { words } = useWords();
  const { view } = useConversation(conversation);
  const title = useTitle(view);
  const own = useIsMe(last?.from ?? "");
  const { name: sender } = useNameHere(conversation, last?.from);
  return (
    <RowLink
      href={href}
      className="sk-thread-row"
      onClick={followHere(onOpen)}
      leading={view && <ConversationAvatar view={view} size={40} />}
      title={<bdi>{words(item)}</bdi>}
      titleEnd={<time dateTime={new Date(at).toISOString()}>{formats.listTime(at, now)}</time>}
      detail={
        <>
          <span className="sk-preview-from">
            {own ? list.you : <bdi>{sender}</bdi>}
            {!own && list.colon}
          </span>
          <bdi>{last && (last.recalled ? message.takenBack : words(last))}</bdi>
          <span className="sk-thread-where">
            <bdi>{title.name}</bdi> · {texts.replies(replies)}
          </span>
        </>
      }
      detailEnd={unread > 0 && <Badge count={unread} />}
    />
  );
}
