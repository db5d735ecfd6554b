import { useEffect, useMemo, useRef, type RefObject } from "react";
import type { VirtualizerHandle } from "virtua";

export interface Hold {
  /** Whether the person has just scrolled away from the end, told of each scroll. */
  readonly left: (list: Pick<VirtualizerHandle, "scrollOffset" | "scrollSize">) => boolean;
  /** Nothing moves any more. */
  readonly rest: () => void;
}

/**
 * Tells scrolling by a person from all else that moves a list: lines that get their real height, others in their place, a keyboard that
 * opens. None of that may take a talk off its newest line: under load what was scrolled to there is drawn later, and until then the list
 * looks as if somebody had gone up.
 *
 * @param shown whether the element is there
 */
export function useHold(viewport: RefObject<HTMLElement | null>, shown: boolean): Hold {
  const byHand = useRef(false);
  const last = useRef({ offset: 0, size: 0 });
  useEffect(() => {
    const element = viewport.current;
    if (!element || !shown) return undefined;
    const stop = new AbortController();
    const hand = (): void => {
      byHand.current = true;
    };
    // the keys too: the focus takes the list along
    for (const event of ["wheel", "touchmove", "pointerdown", "keydown"]) {
      element.addEventListener(event, hand, { signal: stop.signal, passive: true });
    }
    return () => stop.abort();
  }, [viewport, shown]);
  return useMemo(
    () => ({
      left({ scrollOffset: offset, scrollSize: size }) {
        const { current: before } = last;
        last.current = { offset, size };
        return offset < before.offset && (byHand.current || size === before.size);
      },
      rest: () => {
        byHand.current = false;
      },
    }),
    [],
  );
}
