import {
  useEffect,
  useRef,
  useState,
  type MouseEvent,
  type PointerEvent,
  type RefObject,
  type TouchEvent,
} from "react";
import { after } from "../clock.ts";

/** A finger that moved less has not moved, px. */
const SLOP = 10;
/** So near to the edge of the window a swipe belongs to the system: back and forward. */
const EDGE = 20;
/** As long as systems hold a finger down before they open a menu, ms. */
const HOLD = 500;
/** Longer than it takes to slide back, ms. */
const GONE = 300;

interface Drag {
  readonly pointer: number;
  readonly x: number;
  readonly y: number;
  /** Where the front stood when the finger came down, and where it stands; px, 0 when closed. */
  readonly from: number;
  at: number;
  swiping: boolean;
}

export interface SwipeInput {
  readonly open: boolean;
  readonly enabled: boolean;
  readonly onOpen: (open: boolean) => void;
  /** The finger stayed where it was. */
  readonly onHold: (at: { readonly x: number; readonly y: number }) => void;
}

export interface Swipe {
  readonly front: RefObject<HTMLDivElement | null>;
  readonly actions: RefObject<HTMLDivElement | null>;
  /** Whether what lies under the front has to be there. */
  readonly revealed: boolean;
  readonly handlers: {
    readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerUp: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerCancel: (event: PointerEvent<HTMLElement>) => void;
    readonly onTouchEnd: (event: TouchEvent<HTMLElement>) => void;
    readonly onClickCapture: (event: MouseEvent<HTMLElement>) => void;
    readonly onContextMenu: () => void;
  };
}

/**
 * A finger that moves sideways pushes the front aside, and what lies under it can be pressed. `touch-action: pan-y` in the style leaves
 * every other way to the browser, so that a list scrolls as it always does. A mouse has the menu for the same.
 */
export function useSwipe({ open, enabled, onOpen, onHold }: SwipeInput): Swipe {
  const front = useRef<HTMLDivElement>(null);
  const actions = useRef<HTMLDivElement>(null);
  const drag = useRef<Drag>(undefined);
  const unhold = useRef<() => void>(undefined);
  const leave = useRef<() => void>(undefined);
  /** The press that ends a swipe or a hold is none. */
  const swallow = useRef(false);
  const [revealed, setRevealed] = useState(open);
  if (open && !revealed) setRevealed(true);

  const width = (): number => actions.current?.offsetWidth ?? 0;
  const place = (at: number, settling: boolean): void => {
    const element = front.current;
    if (!element) return;
    element.toggleAttribute("data-settling", settling);
    element.style.transform = at === 0 ? "" : `translateX(${-at * towards(element)}px)`;
  };
  const settle = (opens: boolean): void => {
    drag.current = undefined;
    place(opens ? width() : 0, true);
    leave.current?.();
    // What lies under the front goes when the front has slid back over it.
    if (!opens) leave.current = after(GONE, () => drag.current ?? setRevealed(false));
    if (opens !== open) onOpen(opens);
  };

  const was = useRef(open);
  useEffect(() => {
    // Closed from elsewhere: a press beside it, another row, a scroll.
    const closed = was.current && !open;
    was.current = open;
    if (closed) settle(false);
  });
  useEffect(
    () => () => {
      unhold.current?.();
      leave.current?.();
    },
    [],
  );

  const handlers: Swipe["handlers"] = {
    onPointerDown(event) {
      swallow.current = false;
      if (event.pointerType === "mouse" || !event.isPrimary) return;
      const { clientX: x, clientY: y, pointerId: pointer } = event;
      unhold.current = after(HOLD, () => {
        drag.current = undefined;
        swallow.current = true;
        onHold({ x, y });
      });
      const from = open ? width() : 0;
      drag.current = { pointer, x, y, from, at: from, swiping: false };
    },
    onPointerMove(event) {
      const now = drag.current;
      const element = front.current;
      if (!now || !element || now.pointer !== event.pointerId) return;
      const [dx, dy] = [event.clientX - now.x, event.clientY - now.y];
      if (!now.swiping) {
        if (Math.hypot(dx, dy) < SLOP) return;
        unhold.current?.();
        const fromEdge = now.x < EDGE || now.x > innerWidth - EDGE;
        if (!enabled || fromEdge || Math.abs(dy) >= Math.abs(dx)) {
          drag.current = undefined;
          return;
        }
        now.swiping = true;
        swallow.current = true;
        element.setPointerCapture(event.pointerId);
        setRevealed(true);
      }
      now.at = Math.min(width(), Math.max(0, now.from - dx * towards(element)));
      place(now.at, false);
    },
    onPointerUp(event) {
      unhold.current?.();
      const now = drag.current;
      // Further than a third of the way is meant, from either side.
      if (now?.swiping) settle(now.from > 0 ? now.at > (width() * 2) / 3 : now.at > width() / 3);
      else {
        drag.current = undefined;
        if (!open || event.pointerType === "mouse") return;
        // A press on a row that stands open only takes it back. Not every press that comes so soon becomes a click.
        swallow.current = true;
        settle(false);
      }
    },
    onPointerCancel() {
      unhold.current?.();
      if (drag.current?.swiping) settle(open);
      else drag.current = undefined;
    },
    onTouchEnd(event) {
      // No press comes after it then, neither here nor for the menu that has just opened.
      if (swallow.current && event.cancelable) event.preventDefault();
    },
    onClickCapture(event) {
      // What a key presses is meant, whatever a finger did before.
      if (event.detail === 0 || !(swallow.current || open)) return;
      event.preventDefault();
      event.stopPropagation();
      if (!swallow.current) settle(false);
      swallow.current = false;
    },
    // The system's own menu key or long press came first.
    onContextMenu: () => unhold.current?.(),
  };
  return { front, actions, revealed, handlers };
}

/** 1 where the end of a line is on the right, -1 where it is on the left. */
function towards(element: Element): 1 | -1 {
  return getComputedStyle(element).direction === "rtl" ? -1 : 1;
}
