import { useSyncExternalStore } from "react";

/** Whether a person can be looking: the page is in sight and its window has the focus. Nothing counts as read otherwise. */
export function useWatching(): boolean {
  return useSyncExternalStore(subscribe, isWatched, () => false);
}

function isWatched(): boolean {
  return document.visibilityState === "visible" && document.hasFocus();
}

function subscribe(listener: () => void): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  document.addEventListener("visibilitychange", listener, { signal });
  addEventListener("focus", listener, { signal });
  addEventListener("blur", listener, { signal });
  return () => stop.abort();
}
