import { ArrowDown } from "lucide-react";
import { useMemo, useState } from "react";
import { Virtualizer } from "virtua";
import { useConversation } from "../hook/use-conversations.ts";
import { useMe } from "../hook/use-me.ts";
import { useTimeline } from "../hook/use-timeline.ts";
import { moveByArrows } from "../kit/arrow-keys.ts";
import { Badge } from "../kit/badge.tsx";
import { IconButton } from "../kit/button.tsx";
import type { MenuPlace } from "../kit/menu.tsx";
import { Blank, Failure, RowsToCome } from "../kit/states.tsx";
import { useAction } from "../kit/use-action.ts";
import { useErrorText } from "../text/error-text.ts";
import { useTexts } from "../text/language.tsx";
import { type Line, linesOf } from "./lines.ts";
import type { MessageItem } from "./kind/row.ts";
import { MentionJump } from "./mention/mention-jump.tsx";
import { sendAgain } from "./mention/send-again.ts";
import { Message } from "./message.tsx";
import { MessageMenu, type OpenMenu } from "./message-menu.tsx";
import { Beginning, Day, Notice, UnreadLine } from "./separators.tsx";
import { useTalkNow } from "./talk-state.tsx";
import { useThreadRoot } from "../thread/thread-door.ts";
import { useAnnounceNew } from "./use-announce-new.ts";
import { useJump } from "./use-jump.ts";
import { useTalkScroll } from "./use-talk-scroll.ts";
import { UnreadAbove } from "./way/unread-above.tsx";
import { useTapMenu } from "./use-tap-menu.ts";

/** The lines of a conversation: virtual, at the bottom when it was at the bottom, in its place when older ones come. */
export function Timeline({ id }: { readonly id: string }) {
  const { talk, thread } = useTexts();
  const inThread = useThreadRoot() !== undefined;
  const errorText = useErrorText();
  const { conversation, view } = useConversation(id);
  const { items, hasOlder, hasNewer, loading, error, readMark, loadOlder, loadNewer } = useTimeline(id);
  const { wanted, selected } = useTalkNow();
  const me = useMe()?.profile.id;
  const lines = useMemo(() => linesOf({ items, hasOlder, readMark, me }), [items, hasOlder, readMark, me]);
  const older = useAction(loadOlder);
  const newer = useAction(loadNewer);
  const scroll = useTalkScroll({
    lines,
    me,
    readMark,
    hasOlder: hasOlder && !error,
    hasNewer: hasNewer && !error,
    // a page that is just here is still being taken: the next one would not be asked for
    loading: loading || older.busy || newer.busy,
    onOlder: older.run,
    onNewer: newer.run,
    onSeen: (seq) => conversation.markRead(seq),
  });
  const marked = useJump(conversation.timeline, lines, hasNewer, scroll, wanted);
  const [menu, setMenu] = useState<OpenMenu>();
  const act = useMemo(
    () => ({
      menu: (item: MessageItem, place: MenuPlace, react = false) => setMenu({ item, place, react }),
      retry: (item: MessageItem) => sendAgain(conversation, item),
      discard: ({ id: key }: MessageItem) => conversation.discard(key),
    }),
    [conversation],
  );
  useAnnounceNew(id, items, me);
  useTapMenu(scroll.viewport, items.length > 0);

  const toNewest = (): void => {
    conversation.timeline.newest();
    scroll.jump();
  };
  const saved = view?.peer !== undefined && view.peer === me;
  const entrance = lines.findLast(({ type }) => type === "message")?.id;
  const lineView = (line: Line) => {
    switch (line.type) {
      case "message": {
        const own = line.item.from === me;
        return (
          <Message
            key={line.id}
            id={id}
            item={line.item}
            own={own}
            named={view?.kind === "group"}
            first={line.first}
            last={line.last}
            entrance={line.id === entrance}
            chosen={selected?.has(line.id)}
            marked={line.item.seq !== undefined && line.item.seq === marked}
            views={view?.channel === true}
            ticks={!saved || line.item.state === "pending" || line.item.state === "failed"}
            onMenu={act.menu}
            onRetry={act.retry}
            onDiscard={act.discard}
          />
        );
      }
      case "day":
        return <Day key={line.id} at={line.at} />;
      case "unread":
        return <UnreadLine key={line.id} />;
      case "notice":
        return <Notice key={line.id} id={id} item={line.item} />;
      case "beginning":
        return <Beginning key={line.id} />;
    }
  };

  if (items.length === 0) {
    if (error) return <Failure onRetry={older.run}>{errorText(error)}</Failure>;
    // What the conversation is known to hold is on its way.
    const more = inThread ? view && view.head > 0 : view?.last;
    if (loading || hasOlder || more) return <RowsToCome count={5} />;
    if (inThread) return <Blank title={thread.empty}>{thread.emptyHint}</Blank>;
    return <Blank title={saved ? talk.emptySaved : talk.empty}>{saved ? talk.emptySavedHint : talk.emptyHint}</Blank>;
  }
  return (
    <div className="sk-timeline">
      {scroll.floatingDay !== undefined && (
        <div className="sk-floating-day" aria-hidden="true">
          <Day at={scroll.floatingDay} tabIndex={-1} />
        </div>
      )}
      <div
        className="sk-timeline-scroll sk-scroll"
        ref={scroll.viewport}
        role="log"
        aria-live="off"
        aria-label={talk.messages}
        onKeyDown={moveByArrows}
      >
        <div className="sk-timeline-space" />
        {/* without a link it is read when that is back, and the line over the app says so */}
        {error && error.name !== "offline" && <Failure onRetry={older.run}>{talk.olderFailed}</Failure>}
        <Virtualizer
          ref={scroll.list}
          scrollRef={scroll.viewport}
          data={lines}
          shift={scroll.shift}
          bufferSize={600}
          onScroll={scroll.onScroll}
          onScrollEnd={scroll.onScrollEnd}
          onResize={scroll.onResize}
        >
          {lineView}
        </Virtualizer>
      </div>
      {loading && (
        <div className="sk-older" role="status">
          <span className="sk-spinner" aria-hidden="true" />
          <span className="sk-hidden">{talk.loadingOlder}</span>
        </div>
      )}
      {!inThread && <UnreadAbove unread={view?.unread ?? 0} lines={lines} readMark={readMark} />}
      <div className="sk-jump">
        <MentionJump {...{ conversation, view, me, lines, scroll }} />
        {(!scroll.atBottom || hasNewer) && (
          <div className="sk-jump-one">
            <IconButton label={talk.jump(view?.unread ?? 0)} onClick={toNewest}>
              <ArrowDown size={20} aria-hidden="true" />
            </IconButton>
            <Badge count={view?.unread ?? 0} />
          </div>
        )}
      </div>
      <MessageMenu menu={menu} onClose={() => setMenu(undefined)} />
    </div>
  );
}
