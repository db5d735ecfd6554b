import type { MouseEvent } from "react";

/** What a press on a link does that leads to another place of this page: opens it here. Other presses (new tab, new window, download) belong to the browser. */
export function followHere(open: () => void): (event: MouseEvent) => void {
  return (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open();
  };
}
