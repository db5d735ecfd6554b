import { type RefObject, useEffect, useEffectEvent, useState } from "react";
import { createHold, type Hold } from "./hold.ts";

/** What a hand does to a list. The keys too: the focus takes the list along. */
const HANDS = ["wheel", "touchmove", "pointerdown", "keydown"];

/**
 * The hold of a list, told of every hand at it.
 *
 * @param shown whether the element is there
 * @param onHand told of each, too
 */
export function useHold(viewport: RefObject<HTMLElement | null>, shown: boolean, onHand: () => void): Hold {
  const [hold] = useState(createHold);
  const hand = useEffectEvent(() => {
    hold.hand();
    onHand();
  });
  useEffect(() => {
    const element = viewport.current;
    if (!element || !shown) return undefined;
    const stop = new AbortController();
    for (const event of HANDS) element.addEventListener(event, () => hand(), { signal: stop.signal, passive: true });
    return () => stop.abort();
  }, [viewport, shown]);
  return hold;
}
