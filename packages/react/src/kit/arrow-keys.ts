import type { KeyboardEvent } from "react";

/**
 * ↑, ↓, Home and End move the focus among the rows (`data-row`) inside of the element that has this handler. Rows that a
 * virtual list has not mounted come by themselves: the focus scrolls, and the next key finds them.
 */
export function moveByArrows(event: KeyboardEvent<HTMLElement>): void {
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-row]")];
  const at = rows.findIndex((row) => row.contains(event.target instanceof Node ? event.target : null));
  const next = {
    ArrowDown: rows[at + 1],
    ArrowUp: at > 0 ? rows[at - 1] : undefined,
    Home: at >= 0 ? rows[0] : undefined,
    End: at >= 0 ? rows.at(-1) : undefined,
  }[event.key];
  if (!next || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  next.focus();
}
