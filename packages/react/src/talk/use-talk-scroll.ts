import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from "react";
import type { VirtualizerHandle } from "virtua";
import { after } from "../clock.ts";
import type { Line } from "./lines.ts";
import { NEAR, useAim } from "./use-aim.ts";
import { useHold } from "./use-hold.ts";
import { useWatching } from "./use-watching.ts";

export interface TalkScrollInput {
  readonly lines: readonly Line[];
  readonly me: string | undefined;
  /** Own read mark when one began to look. */
  readonly readMark: number;
  readonly hasOlder: boolean;
  /** There is more after the last line: one has jumped far back. */
  readonly hasNewer: boolean;
  readonly loading: boolean;
  readonly onOlder: () => void;
  readonly onNewer: () => void;
  /** Everything up to this seq was in sight. */
  readonly onSeen: (seq: number) => void;
}

export interface TalkScroll {
  readonly viewport: RefObject<HTMLDivElement | null>;
  readonly list: RefObject<VirtualizerHandle | null>;
  readonly shift: boolean;
  readonly atBottom: boolean;
  /** The day of the first line in sight while one scrolls. */
  readonly floatingDay: number | undefined;
  readonly jump: () => void;
  /** Puts a line into the middle. */
  readonly toLine: (id: string) => void;
  readonly onScroll: () => void;
  readonly onScrollEnd: () => void;
  readonly onResize: () => void;
}

/** Older lines are asked for when fewer px than this are left above. */
const AHEAD = 900;
const FLOAT = 900;
/** So many lines are read back to find where the new ones begin; behind that a talk opens at its end. */
export const FAR_BACK = 400;

/** Where a talk stands: kept at the bottom when it is there, else in its place whatever comes above or below. */
export function useTalkScroll({
  lines,
  me,
  readMark,
  hasOlder,
  hasNewer,
  loading,
  onOlder,
  onNewer,
  onSeen,
}: TalkScrollInput): TalkScroll {
  const viewport = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const begun = useRef(false);
  const shown = lines.length > 0;
  const drawn = useRef(lines);
  const aim = useAim(viewport, list, drawn, shown);
  const hold = useHold(viewport, shown, aim.hand);
  const [atBottom, setAtBottom] = useState(true);
  const [floatingDay, setFloatingDay] = useState<number>();
  const shift = useShift(lines, list);
  const watching = useWatching();
  const latest = useRef({ onSeen, watching });
  useLayoutEffect(() => {
    drawn.current = lines;
    latest.current = { onSeen, watching };
  });

  /** Tells how far down the lines were in sight, as long as somebody is looking. */
  const tellSeen = useCallback(() => {
    const handle = list.current;
    const { onSeen: seen, watching: looking } = latest.current;
    const all = drawn.current;
    if (!handle || !looking || !begun.current) return;
    const lowest =
      aim.now() === "end" ? all.length - 1 : handle.findItemIndex(handle.scrollOffset + handle.viewportSize - NEAR);
    for (let at = Math.min(lowest, all.length - 1); at >= 0; at--) {
      const seq = seqOf(all[at]);
      if (seq !== undefined) return seen(seq);
    }
  }, [aim]);

  const newest = lines.at(-1);
  const newestId = newest?.id;
  const ownNewest = newest?.type === "message" && newest.item.from === me && newest.item.state === "pending";
  const before = useRef<{ readonly id: string | undefined; readonly hasNewer: boolean }>(undefined);
  useLayoutEffect(() => {
    const { id, hasNewer: more } = before.current ?? { hasNewer: true };
    before.current = { id: newestId, hasNewer };
    // whoever has the last line in sight sees the next one, wherever they were going
    const follows = id !== newestId && id !== undefined && !more && aim.shows(id);
    if (ownNewest || follows) aim.take("end");
    else aim.settle();
  }, [newestId, hasNewer, ownNewest, aim]);

  // Where to begin: at the unread line when there is one, else at the end. Nothing counts as seen before.
  useLayoutEffect(() => {
    if (begun.current || lines.length === 0 || loading) return;
    const first = lines.map(seqOf).find((seq) => seq !== undefined) ?? 0;
    if (readMark > 0 && first > readMark + 1 && hasOlder && lines.length < FAR_BACK) {
      onOlder();
      return;
    }
    begun.current = true;
    const unread = lines.find(({ type }) => type === "unread");
    if (unread) aim.take({ id: unread.id, at: "top" });
  }, [lines, readMark, hasOlder, loading, onOlder, aim]);

  // Where all lines are in sight there is nothing to scroll, so nothing would ask for those before them.
  useEffect(() => {
    const handle = list.current;
    if (handle && lines.length > 0 && hasOlder && !loading && handle.scrollSize <= handle.viewportSize) onOlder();
  }, [lines, hasOlder, loading, onOlder]);

  // Keeping the place, the list waits for its scroll to have moved before it draws anew; where there is nothing to scroll nothing moves.
  useEffect(() => {
    const box = viewport.current;
    if (shift && box && box.scrollHeight <= box.clientHeight) box.dispatchEvent(new Event("scroll"));
  }, [shift, lines]);

  // where it begins is known once nothing is read any more
  useEffect(tellSeen, [tellSeen, lines, watching, loading]);

  const onScroll = useCallback(() => {
    const handle = list.current;
    const box = viewport.current;
    if (!handle || !box) return;
    // as the page is now: of a viewport that has just grown the list hears only after the scroll that came of it
    const below = box.scrollHeight - box.clientHeight - box.scrollTop;
    const left = hold.left({ scrollOffset: box.scrollTop, scrollSize: box.scrollHeight });
    const atEnd = below < NEAR && !hasNewer;
    if (aim.now() === undefined && atEnd) aim.take("end");
    else if (aim.now() === "end" && left && !atEnd) aim.drop();
    // a list that is kept at its end and is not there is about to be: nobody has gone anywhere
    setAtBottom(aim.now() === "end" || below < 160);
    if (hasOlder && !loading && handle.scrollOffset < AHEAD) onOlder();
    else if (hasNewer && !loading && below < AHEAD) onNewer();
    const first = drawn.current[handle.findItemIndex(handle.scrollOffset + 40)];
    setFloatingDay(below > NEAR && first ? dayStart(atOf(first)) : undefined);
    tellSeen();
  }, [hasOlder, hasNewer, loading, onOlder, onNewer, tellSeen, hold, aim]);

  const hide = useRef<() => void>(undefined);
  const onScrollEnd = useCallback(() => {
    hold.ended();
    aim.arrived();
    hide.current?.();
    const wait = (): void => {
      hide.current = after(FLOAT, () => {
        // who points at it is about to press it
        if (viewport.current?.parentElement?.querySelector(".sk-floating-day:hover")) wait();
        else setFloatingDay(undefined);
      });
    };
    wait();
  }, [hold, aim]);
  useEffect(() => () => hide.current?.(), []);

  const jump = useCallback(() => {
    hold.rest();
    aim.take("end");
  }, [aim, hold]);

  const toLine = useCallback(
    (id: string) => {
      // whoever goes somewhere begins there, also where the talk was about to begin elsewhere
      begun.current = true;
      aim.take({ id, at: "middle" });
    },
    [aim],
  );

  return { viewport, list, shift, atBottom, floatingDay, jump, toLine, onScroll, onScrollEnd, onResize: aim.settle };
}

/**
 * Whether the last change put lines before the first one: then the place is kept from the end. Not while all of them are in sight, or
 * none is measured: there is no place to keep then, and the list would wait for a scroll that never comes, showing nothing.
 */
function useShift(lines: readonly Line[], list: RefObject<VirtualizerHandle | null>): boolean {
  // Looked for from either end: a talk may hold a hundred thousand lines, and this runs with each change.
  const first = lines.find(isEntry)?.id;
  const last = lines.findLast(isEntry)?.id;
  const [seen, setSeen] = useState({ first, last, shift: false });
  if (seen.first === first && seen.last === last) return seen.shift;
  const before = seen.first !== undefined && seen.first !== first && seen.last === last;
  const next = { first, last, shift: before && scrolls(list.current) };
  setSeen(next);
  return next.shift;
}

function scrolls(list: VirtualizerHandle | null): boolean {
  return list !== null && list.viewportSize > 0 && list.scrollSize > list.viewportSize;
}

function isEntry({ type }: Line): boolean {
  return type === "message" || type === "notice";
}

function seqOf(line: Line | undefined): number | undefined {
  return line?.type === "message" || line?.type === "notice" ? line.item.seq : undefined;
}

function atOf(line: Line): number | undefined {
  if (line.type === "day") return line.at;
  return line.type === "message" || line.type === "notice" ? line.item.at : undefined;
}

/** The same number for all lines of a day, so that scrolling within it renders nothing. */
function dayStart(at: number | undefined): number | undefined {
  return at === undefined ? undefined : new Date(at).setHours(0, 0, 0, 0);
}
