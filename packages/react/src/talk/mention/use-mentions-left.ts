import type { Conversation, ConversationView } from "@skein/client";
import { meansPerson } from "@skein/protocol";
import { useCallback, useEffect, useMemo, useState } from "react";
import type { Line } from "../lines.ts";
import type { TalkScroll } from "../use-talk-scroll.ts";
import { useWatching } from "../use-watching.ts";
import { useMessages } from "../../hook/use-messages.ts";

const NONE: readonly number[] = [];

export interface MentionsLeftInput {
  readonly conversation: Conversation;
  readonly view: ConversationView | undefined;
  readonly me: string | undefined;
  readonly lines: readonly Line[];
  readonly scroll: Pick<TalkScroll, "viewport" | "list">;
}

export interface MentionsLeft {
  /** Those that nobody has seen here yet, the oldest first. */
  readonly left: readonly number[];
  /** One goes there now. */
  readonly gone: (seq: number) => void;
}

/**
 * Mentions of the reader that were unread when they came, or came since, and were not in sight yet. A talk that opens at its end counts
 * as read at once; whom somebody called by name still wants to see where.
 */
export function useMentionsLeft({ conversation, view, me, lines, scroll }: MentionsLeftInput): MentionsLeft {
  const unread = view?.mentions ?? NONE;
  const read = view?.read ?? 0;
  const [noticed, setNoticed] = useState<readonly number[]>(NONE);
  const [seen, setSeen] = useState<ReadonlySet<number>>(() => new Set());
  const fresh = unread.filter((seq) => !noticed.includes(seq) && !seen.has(seq));
  if (fresh.length > 0) setNoticed([...noticed, ...fresh].toSorted((a, b) => a - b));
  const watching = useWatching();

  // of what counts as read already only the messages themselves tell whether they still mention one
  const past = useMemo(() => noticed.filter((seq) => seq <= read && !seen.has(seq)), [noticed, read, seen]);
  const messages = useMessages(conversation, past);
  const left = useMemo(
    () =>
      noticed.filter((seq) => {
        if (seen.has(seq)) return false;
        if (seq > read) return unread.includes(seq);
        const item = messages[past.indexOf(seq)];
        return item === undefined || (item !== null && !item.recalled && meansPerson(item.body, me ?? ""));
      }),
    [noticed, seen, read, unread, messages, past, me],
  );

  const see = useCallback(
    (seqs: readonly number[]) => setSeen((before) => (seqs.length === 0 ? before : new Set([...before, ...seqs]))),
    [],
  );
  const look = useCallback(() => {
    const handle = scroll.list.current;
    if (!handle || !watching || left.length === 0) return;
    const first = handle.findItemIndex(handle.scrollOffset);
    const last = handle.findItemIndex(handle.scrollOffset + handle.viewportSize - 1);
    const inSight = lines.slice(first, last + 1).flatMap((line) => ("item" in line ? (line.item.seq ?? []) : []));
    see(left.filter((seq) => inSight.includes(seq)));
  }, [scroll.list, watching, left, lines, see]);
  useEffect(() => {
    const element = scroll.viewport.current;
    // what has just been drawn has no place yet
    const frame = requestAnimationFrame(look);
    element?.addEventListener("scroll", look, { passive: true });
    return () => {
      cancelAnimationFrame(frame);
      element?.removeEventListener("scroll", look);
    };
  }, [scroll.viewport, look]);
  return { left, gone: useCallback((seq: number) => see([seq]), [see]) };
}
