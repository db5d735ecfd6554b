import { type RefObject, useCallback, useEffect, useMemo, useRef } from "react";
import type { VirtualizerHandle } from "virtua";

/** One line, in the middle of what is in sight or under its upper edge. */
export interface LineAim {
  readonly id: string;
  readonly at: "top" | "middle";
}

export interface Aim {
  /** undefined: the list stays where the person left it. */
  readonly now: () => "end" | LineAim | undefined;
  /** Takes the list there, and keeps it there. */
  readonly take: (aim: "end" | LineAim) => void;
  /** The person has gone elsewhere. */
  readonly drop: () => void;
  /** A hand was at the list: it is no longer kept at a line. What comes before one is there is of the scroll before. */
  readonly hand: () => void;
  /** A scroll has come to its end. */
  readonly arrived: () => void;
  /** Puts the list where it is to be: something has got its real height, or its place in the list. */
  readonly settle: () => void;
  /** Whether the lower end of a line is in sight, but for a few px. */
  readonly shows: (id: string) => boolean;
}

/** So near to it counts as there, px. */
export const NEAR = 32;
/** Room above a line under the upper edge, px. */
const ABOVE = 80;

/**
 * What a list is kept at while lines come, go and get their real heights, until a hand moves it. The list's own way of going somewhere
 * gives up after a moment without a new height, in which a busy machine has drawn nothing yet, and until then it takes back whoever
 * scrolls away meanwhile.
 *
 * @param shown whether the list is there
 */
export function useAim(
  viewport: RefObject<HTMLElement | null>,
  list: RefObject<VirtualizerHandle | null>,
  lines: RefObject<readonly { readonly id: string }[]>,
  shown: boolean,
): Aim {
  const aim = useRef<"end" | LineAim | undefined>("end");
  const isThere = useRef(true);
  /** Where a line is or would be, from the upper end of all that can be scrolled to, px. */
  const placeOf = useCallback(
    (box: HTMLElement, id: string) => {
      const handle = list.current;
      const index = lines.current.findIndex((line) => line.id === id);
      if (!handle || index < 0) return undefined;
      return { top: placeOfFirst(box) + handle.getItemOffset(index), height: handle.getItemSize(index) };
    },
    [list, lines],
  );
  const settle = useCallback(() => {
    const box = viewport.current;
    const to = aim.current;
    if (!box || !to) return;
    if (to === "end") return put(box, box.scrollHeight - box.clientHeight);
    const line = placeOf(box, to.id);
    if (line) put(box, line.top - (to.at === "top" ? ABOVE : (box.clientHeight - line.height) / 2));
  }, [viewport, placeOf]);
  useEffect(() => {
    const box = viewport.current;
    if (!box || !shown) return undefined;
    // after the layout and before anything is painted
    const watch = new ResizeObserver(settle);
    for (const element of [box, box.lastElementChild]) if (element) watch.observe(element);
    return () => watch.disconnect();
  }, [viewport, shown, settle]);
  return useMemo(
    () => ({
      now: () => aim.current,
      take(to) {
        const from = viewport.current?.scrollTop;
        aim.current = to;
        settle();
        isThere.current = viewport.current?.scrollTop === from;
      },
      drop() {
        aim.current = undefined;
      },
      hand() {
        if (aim.current !== "end" && isThere.current) aim.current = undefined;
      },
      arrived() {
        isThere.current = true;
      },
      settle,
      shows(id) {
        const box = viewport.current;
        const line = box && placeOf(box, id);
        return line ? line.top + line.height - box.scrollTop - box.clientHeight < NEAR : false;
      },
    }),
    [viewport, placeOf, settle],
  );
}

function put(box: HTMLElement, top: number): void {
  if (Math.abs(box.scrollTop - top) >= 1) box.scrollTop = top;
}

/** Where the first line would be, from the upper end of all that can be scrolled to, px. */
function placeOfFirst(box: HTMLElement): number {
  const lines = box.lastElementChild;
  return lines ? lines.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop : 0;
}
