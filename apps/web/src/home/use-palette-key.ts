import { useEffect } from "react";

/** ⌘K or Ctrl+K from anywhere. */
export function usePaletteKey(toggle: () => void): void {
  useEffect(() => {
    const stop = new AbortController();
    document.addEventListener(
      "keydown",
      (event) => {
        if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey) || event.shiftKey || event.altKey)
          return;
        event.preventDefault();
        toggle();
      },
      { signal: stop.signal },
    );
    return () => stop.abort();
  }, [toggle]);
}
