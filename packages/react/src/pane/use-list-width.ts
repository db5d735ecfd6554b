import { useState, type KeyboardEvent, type PointerEvent } from "react";

const MIN = 280;
const MAX = 360;
const STEP = 16;
const PLACE = "skein.list-width";

/** How wide the list is: dragged or moved by arrow keys, kept on this device. */
export function useListWidth() {
  const [px, setPx] = useState(read);
  const set = (next: number, keep: boolean): void => {
    const bounded = Math.round(Math.min(MAX, Math.max(MIN, next)));
    setPx(bounded);
    if (keep) write(bounded);
  };
  const rightToLeft = (element: Element): boolean => getComputedStyle(element).direction === "rtl";
  const edge = {
    onPointerDown: (event: PointerEvent<HTMLElement>): void => {
      event.preventDefault();
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: PointerEvent<HTMLElement>): void => {
      if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
      const row = event.currentTarget.parentElement?.getBoundingClientRect();
      if (row) set(rightToLeft(event.currentTarget) ? row.right - event.clientX : event.clientX - row.left, false);
    },
    onPointerUp: (): void => write(px),
    onKeyDown: (event: KeyboardEvent<HTMLElement>): void => {
      const towards = { ArrowRight: STEP, ArrowLeft: -STEP }[event.key];
      if (towards === undefined) return;
      event.preventDefault();
      set(px + (rightToLeft(event.currentTarget) ? -towards : towards), true);
    },
  };
  return { px, min: MIN, max: MAX, edge };
}

function read(): number {
  try {
    const kept = Number(localStorage.getItem(PLACE));
    return kept >= MIN && kept <= MAX ? kept : 336;
  } catch (error) {
    console.debug("The width of the list is not kept:", error);
    return 336;
  }
}

function write(px: number): void {
  try {
    localStorage.setItem(PLACE, String(px));
  } catch (error) {
    console.debug("The width of the list is not kept:", error);
  }
}
