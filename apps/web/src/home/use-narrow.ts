import { useSyncExternalStore } from "react";

/** Where the panes of the kit are one: see `panes.css`. */
const NARROW = "(max-width: 680px)";

/** Whether there is room for one pane only, as on a phone. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = matchMedia(NARROW);
      query.addEventListener("change", listener);
      return () => query.removeEventListener("change", listener);
    },
    () => matchMedia(NARROW).matches,
    () => false,
  );
}
