import { type RefObject, useEffect, useState } from "react";
import { createHold, type Hold } from "./hold.ts";

/** What a hand does to a list. The keys too: the focus takes the list along. */
const HANDS = ["wheel", "touchmove", "pointerdown", "keydown"];

/**
 * The hold of a list, told of every hand at it.
 *
 * @param shown whether the element is there
 */
export function useHold(viewport: RefObject<HTMLElement | null>, shown: boolean): Hold {
  const [hold] = useState(createHold);
  useEffect(() => {
    const element = viewport.current;
    if (!element || !shown) return undefined;
    const stop = new AbortController();
    for (const event of HANDS) element.addEventListener(event, hold.hand, { signal: stop.signal, passive: true });
    return () => stop.abort();
  }, [viewport, shown, hold]);
  return hold;
}
