import type { KeyboardEvent } from "react";

/**
 * ↑, ↓, Home and End move the focus among the rows (`data-row`) inside of the element that has this handler. Rows that a
 * virtual list has not mounted come by themselves: the focus scrolls, and the next key finds them.
 */
export function moveByArrows(event: KeyboardEvent<HTMLElement>): void {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-row]")];
  const at = rows.findIndex((row) => row.contains(event.target instanceof Node ? event.target : null));
  if (event.key === "Enter" && event.target instanceof HTMLAnchorElement && event.target === rows[at]) {
    // What opens may take the focus at once: the key must not be typed there as well.
    event.preventDefault();
    event.target.click();
    return;
  }
  const next = nextRow(event.key, rows, at);
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function nextRow(key: string, rows: readonly HTMLElement[], at: number): HTMLElement | undefined {
  if (key === "ArrowDown") return rows[at + 1];
  if (at < 0) return undefined;
  if (key === "ArrowUp") return rows[at - 1];
  if (key === "Home") return rows[0];
  return key === "End" ? rows.at(-1) : undefined;
}
