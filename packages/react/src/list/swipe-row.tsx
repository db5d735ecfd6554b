import type { ReactNode } from "react";
import { useEffect, useRef } from "react";
import type { MenuAction } from "../kit/menu.tsx";
import { useSwipe } from "./use-swipe.ts";

export interface SwipeRowProps {
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
  /** The same as in the row's menu, for those who do not swipe. */
  readonly actions: readonly MenuAction[];
  readonly onHold: (at: { readonly x: number; readonly y: number }) => void;
  readonly children: ReactNode;
}

/** A row that a finger pushes aside to get at what can be done with it. */
export function SwipeRow({ open, onOpen, actions, onHold, children }: SwipeRowProps) {
  const row = useRef<HTMLDivElement>(null);
  const swipe = useSwipe({ open, enabled: actions.length > 0, onOpen, onHold });
  const latest = useRef(onOpen);
  useEffect(() => {
    latest.current = onOpen;
  });
  useEffect(() => {
    if (!open) return undefined;
    const stop = new AbortController();
    const { signal } = stop;
    document.addEventListener(
      "pointerdown",
      ({ target }) => {
        if (!(target instanceof Node) || !row.current?.contains(target)) latest.current(false);
      },
      { signal },
    );
    document.addEventListener("keydown", ({ key }) => key === "Escape" && latest.current(false), { signal });
    return () => stop.abort();
  }, [open]);
  return (
    <div className="sk-swipe" ref={row} data-revealed={swipe.revealed || undefined}>
      {swipe.revealed && (
        // Reached by Tab only while it can be seen.
        <div className="sk-swipe-actions" ref={swipe.actions} inert={!open}>
          {actions.map(({ id, label, icon, onSelect }) => (
            <button
              key={id}
              type="button"
              className="sk-swipe-action"
              data-action={id}
              onClick={() => {
                onOpen(false);
                onSelect();
              }}
            >
              {icon}
              {label}
            </button>
          ))}
        </div>
      )}
      <div className="sk-swipe-front" ref={swipe.front} {...swipe.handlers}>
        {children}
      </div>
    </div>
  );
}
