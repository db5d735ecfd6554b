import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from "react";

export interface ArchiveShelf {
  readonly open: boolean;
  readonly show: () => void;
  readonly close: () => void;
  /** Escape goes back, unless something nearer has taken it. */
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** Whether a pane shows the archive; the focus goes in with the reader, and comes back to the row that led there. */
export function useArchive(
  pane: RefObject<HTMLElement | null>,
  told: boolean | undefined,
  tell: ((open: boolean) => void) | undefined,
): ArchiveShelf {
  const [own, setOwn] = useState(false);
  const open = told ?? own;
  const was = useRef(open);
  useEffect(() => {
    if (was.current === open) return;
    was.current = open;
    pane.current?.querySelector<HTMLElement>(open ? ".sk-archive-back" : ".sk-archive-row")?.focus();
  }, [open, pane]);
  const go = (next: boolean): void => {
    setOwn(next);
    tell?.(next);
  };
  return {
    open,
    show: () => go(true),
    close: () => go(false),
    onKeyDown: (event) => {
      // What floats over the pane (a menu, a dialog) hangs below it for React, but is no part of it.
      const inside = event.target instanceof Node && event.currentTarget.contains(event.target);
      if (event.key !== "Escape" || event.defaultPrevented || !inside) return;
      event.preventDefault();
      go(false);
    },
  };
}
