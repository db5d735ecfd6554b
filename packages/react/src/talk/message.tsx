import { Check, ChevronDown, Pin, Reply, SmilePlus, Star } from "lucide-react";
import { memo, type MouseEvent } from "react";
import { useNameHere } from "../hook/use-name-here.ts";
import { Avatar } from "../kit/avatar.tsx";
import { classes } from "../kit/classes.ts";
import { IconButton } from "../kit/button.tsx";
import type { MenuPlace } from "../kit/menu.tsx";
import { useFormats, useTexts } from "../text/language.tsx";
import { Edits } from "./edits.tsx";
import { FailedNote } from "./failed-note.tsx";
import { Content } from "./kind/content.tsx";
import { rowOf } from "./kind/kinds.ts";
import type { MessageItem } from "./kind/row.ts";
import { useWords } from "./kind/use-words.ts";
import { Quote } from "./quote.tsx";
import { useClient } from "../provider.tsx";
import { isReader } from "./silence.ts";
import { Reactions } from "./reactions.tsx";
import { Forwarded } from "./forwarded.tsx";
import { useTalk } from "./talk-state.tsx";
import { Ticks } from "./ticks.tsx";
import { ThreadSummary } from "../thread/thread-summary.tsx";
import { Views } from "./views.tsx";

export interface MessageProps {
  /** The conversation. */
  readonly id: string;
  readonly item: MessageItem;
  readonly own: boolean;
  /** Shows who speaks: in groups. */
  readonly named: boolean;
  /** Begins a run of one sender; ends one. */
  readonly first: boolean;
  readonly last: boolean;
  /** Is the one that Tab reaches; the arrows reach the others. */
  readonly entrance: boolean;
  readonly ticks: boolean;
  /** Shows how many have read it: in channels. */
  readonly views?: boolean;
  /** Undefined while nobody chooses messages. */
  readonly chosen: boolean | undefined;
  /** One has just jumped here. */
  readonly marked: boolean;
  readonly onMenu: (item: MessageItem, place: MenuPlace, react?: boolean) => void;
  readonly onRetry: (item: MessageItem) => void;
  readonly onDiscard: (item: MessageItem) => void;
}

/** Characters of a message that are read out at once; the rest is there to be read on. */
const HEARD = 300;

/** One message: own ones on the right, those of others on the left with their face at the end of the run. */
export const Message = memo(function Message(props: MessageProps) {
  const { id, item, own, named, first, last, entrance, chosen, onMenu, onRetry, onDiscard } = props;
  const { select, setTarget } = useTalk();
  const client = useClient();
  const { talk, kit, message } = useTexts();
  const formats = useFormats();
  const sender = useNameHere(named ? id : undefined, item.from);
  const name = own ? kit.you : sender.name;
  const { words } = useWords();
  const bare = rowOf(item.kind)?.bare?.(item.body) ?? false;
  // What is heard when the arrows reach it: who, what and when.
  const spoken = `${talk.said(name, words(item).slice(0, HEARD))}, ${formats.time(item.at)}`;

  const choose = (): void => select(item);
  const openMenu = (event: MouseEvent<HTMLElement>): void => {
    // A right press on a link or on chosen text is meant for the browser's own menu.
    const onLink = event.target instanceof Element && event.target.closest("a") !== null;
    if (onLink || getSelection()?.isCollapsed === false) return;
    event.preventDefault();
    if (chosen !== undefined) return choose();
    onMenu(
      item,
      event.clientX === 0 && event.clientY === 0 ? event.currentTarget : { x: event.clientX, y: event.clientY },
    );
  };

  return (
    <article
      className={classes(
        "sk-message",
        own && "sk-message-own",
        first && "sk-message-first",
        last && "sk-message-last",
        chosen && "sk-message-chosen",
        props.marked && "sk-message-marked",
      )}
      data-row
      tabIndex={entrance ? 0 : -1}
      aria-label={spoken}
      onContextMenu={openMenu}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget || event.key !== "Enter") return;
        event.preventDefault();
        if (chosen === undefined) onMenu(item, event.currentTarget);
        else choose();
      }}
    >
      {chosen !== undefined && (
        <button
          type="button"
          className="sk-message-choice"
          role="checkbox"
          aria-checked={chosen}
          aria-label={message.choose(spoken)}
          tabIndex={-1}
          onClick={choose}
        >
          <span className="sk-check" aria-hidden="true">
            {chosen && <Check size={14} strokeWidth={3} />}
          </span>
        </button>
      )}
      {named && !own && (
        <span className="sk-message-face">
          {last && <Avatar name={name} color={sender.color} picture={sender.picture} size={32} />}
        </span>
      )}
      <div className="sk-message-body">
        <div className={classes("sk-bubble", bare && "sk-bubble-bare")}>
          {named && !own && first && (
            <p className="sk-message-name" style={{ "--sk-avatar": `var(--sk-avatar-${sender.color})` }}>
              <bdi>{name}</bdi>
              {sender.hint && (
                <span className="sk-name-hint">
                  {" "}
                  (<bdi>{sender.hint}</bdi>)
                </span>
              )}
            </p>
          )}
          {item.body.forward && <Forwarded from={item.body.forward.from} />}
          {item.body.reply && <Quote id={id} seq={item.body.reply.seq} />}
          <Content
            id={id}
            item={item}
            own={own}
            end={<Meta id={id} item={item} ticks={props.ticks && own} views={props.views ?? false} />}
          />
          <IconButton
            className="sk-message-more"
            label={talk.messageMenu}
            tabIndex={-1}
            onClick={(event) => onMenu(item, event.currentTarget)}
          >
            <ChevronDown size={18} aria-hidden="true" />
          </IconButton>
          {item.seq !== undefined && chosen === undefined && (
            <span className="sk-message-tools">
              <IconButton
                label={message.react}
                tabIndex={-1}
                onClick={(event) => onMenu(item, event.currentTarget, true)}
              >
                <SmilePlus size={18} aria-hidden="true" />
              </IconButton>
              {!isReader(client.conversation(id).view.get()) && (
                <IconButton label={message.reply} tabIndex={-1} onClick={() => setTarget({ mode: "reply", item })}>
                  <Reply size={18} aria-hidden="true" />
                </IconButton>
              )}
            </span>
          )}
        </div>
        <Reactions id={id} item={item} />
        {item.thread && <ThreadSummary id={id} item={item} />}
        {item.state === "failed" && (
          <FailedNote error={item.error} onRetry={() => onRetry(item)} onDiscard={() => onDiscard(item)} />
        )}
      </div>
    </article>
  );
});

interface MetaProps extends Required<Pick<MessageProps, "id" | "item" | "ticks" | "views">> {}

function Meta({ id, item, ticks, views }: MetaProps) {
  const formats = useFormats();
  const { message, keep } = useTexts();
  const { show } = useTalk();
  const showEdits = (): void =>
    show(({ open, onClose }) => <Edits id={id} item={item} open={open} onClose={onClose} />);
  return (
    <span className="sk-meta">
      {item.pinned && <Pin size={12} role="img" aria-label={message.pin.one} />}
      {item.edited && (
        <button type="button" className="sk-edited" tabIndex={-1} onClick={showEdits}>
          {message.edited}
        </button>
      )}
      {views && item.seq !== undefined && <Views id={id} seq={item.seq} />}
      <time dateTime={new Date(item.at).toISOString()} title={formats.full(item.at)}>
        {formats.time(item.at)}
      </time>
      {item.starred && <Star className="sk-starred" size={12} role="img" aria-label={keep.starred} />}
      {ticks && <Ticks state={item.state} />}
    </span>
  );
}
