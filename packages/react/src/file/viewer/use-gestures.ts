import { type PointerEvent, useEffect, useRef, type RefObject } from "react";
import { type View, zoomed } from "./zoom.ts";

interface Gestures {
  readonly frame: RefObject<HTMLElement | null>;
  readonly view: View;
  /** Puts it there, within its bounds. */
  readonly onView: (view: View) => void;
  /** How far it was drawn aside while all of it is seen, px. */
  readonly onDrag?: (x: number, y: number) => void;
  /** Let go: on to the next one, to the one before, away, or nothing. */
  readonly onSwipe?: (where: "next" | "previous" | "away" | undefined) => void;
  /** One finger moves it also while it is as small as it gets. */
  readonly pans?: boolean;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A swipe goes so far, px, or so fast, px a ms. */
const FAR = 90;
const FAST = 0.5;
const TAP = 8;
const DOUBLE = 300;
const CLOSER = 2.5;

/** Fingers, a mouse and its wheel on a picture: two fingers or the wheel make it larger, one moves it, or swipes. */
export function useGestures({ frame, view, onView, onDrag, onSwipe, pans = false }: Gestures) {
  const points = useRef(new Map<number, Point>());
  const began = useRef<{ readonly at: number; readonly point: Point; readonly moved: boolean }>(undefined);
  const tapped = useRef(0);
  const now = useRef({ view, onView });
  useEffect(() => {
    now.current = { view, onView };
  });

  /** Two fingers tell one after the other: the second one goes on from what the first one made of it, drawn or not. */
  const put = (change: (view: View) => View): void => {
    const next = change(now.current.view);
    now.current = { ...now.current, view: next };
    onView(next);
  };

  const fromMiddle = ({ x, y }: Point): Point => {
    const { left, top, width, height } = frame.current?.getBoundingClientRect() ?? new DOMRect();
    return { x: x - left - width / 2, y: y - top - height / 2 };
  };

  useEffect(() => {
    const element = frame.current;
    const wheel = (event: WheelEvent): void => {
      event.preventDefault();
      const { left, top, width, height } = (event.currentTarget as Element).getBoundingClientRect();
      const point = { x: event.clientX - left - width / 2, y: event.clientY - top - height / 2 };
      now.current.onView(zoomed(now.current.view, Math.exp(-event.deltaY / 300), point));
    };
    // React listens passively, and the page would scroll
    element?.addEventListener("wheel", wheel, { passive: false });
    return () => element?.removeEventListener("wheel", wheel);
  }, [frame]);

  const end = (event: PointerEvent): void => {
    if (!points.current.delete(event.pointerId)) return;
    const start = began.current;
    if (!start || points.current.size > 0) return;
    began.current = undefined;
    const [x, y] = [event.clientX - start.point.x, event.clientY - start.point.y];
    const speed = (way: number): boolean => Math.abs(way) / Math.max(1, event.timeStamp - start.at) > FAST;
    if (!start.moved && Math.hypot(x, y) < TAP) {
      onDrag?.(0, 0);
      const double = event.timeStamp - tapped.current < DOUBLE;
      tapped.current = double ? 0 : event.timeStamp;
      if (double) put((was) => zoomed(was, was.scale > 1 ? 1 / was.scale : CLOSER, fromMiddle(start.point)));
      return;
    }
    if (view.scale > 1 || pans) return;
    const aside = Math.abs(x) > Math.abs(y);
    const meant = aside ? Math.abs(x) > FAR || speed(x) : y > FAR || (y > TAP && speed(y));
    onSwipe?.(meant ? (aside ? (x < 0 ? "next" : "previous") : "away") : undefined);
  };

  return {
    onPointerDown: (event: PointerEvent<HTMLElement>): void => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      const point = { x: event.clientX, y: event.clientY };
      points.current.set(event.pointerId, point);
      began.current =
        points.current.size === 1 ? { at: event.timeStamp, point, moved: false } : { at: 0, point, moved: true };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>): void => {
      const last = points.current.get(event.pointerId);
      if (!last) return;
      const point = { x: event.clientX, y: event.clientY };
      const [other] = [...points.current].filter(([id]) => id !== event.pointerId);
      points.current.set(event.pointerId, point);
      if (other) {
        const [, fixed] = other;
        const apart = (one: Point): number => Math.max(1, Math.hypot(one.x - fixed.x, one.y - fixed.y));
        const middle = fromMiddle({ x: (point.x + fixed.x) / 2, y: (point.y + fixed.y) / 2 });
        put((was) => zoomed(was, apart(point) / apart(last), middle));
      } else if (view.scale > 1 || pans) {
        if (began.current) began.current = { ...began.current, moved: true };
        put((was) => ({ ...was, x: was.x + point.x - last.x, y: was.y + point.y - last.y }));
      } else if (began.current) {
        onDrag?.(point.x - began.current.point.x, point.y - began.current.point.y);
      }
    },
    onPointerUp: end,
    onPointerCancel: (event: PointerEvent<HTMLElement>): void => {
      points.current.delete(event.pointerId);
      began.current = undefined;
      onDrag?.(0, 0);
    },
  };
}
