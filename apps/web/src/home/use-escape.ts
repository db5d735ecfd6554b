import { useEffect } from "react";

/** Escape goes one step back, unless something nearer to the person (a dialog, a menu, a search) has taken it. */
export function useEscape(back: () => void, active: boolean): void {
  useEffect(() => {
    if (!active) return undefined;
    const stop = new AbortController();
    document.addEventListener(
      "keydown",
      (event) => {
        if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
        if (document.querySelector("[role=dialog], [role=alertdialog], [role=menu]")) return;
        back();
      },
      { signal: stop.signal },
    );
    return () => stop.abort();
  }, [back, active]);
}
