/** Calls back when it is worth to dial at once; returns what ends that. */
export type Wake = (listener: () => void) => () => void;

/** The browser's hints: online again, back in the foreground, back from the cache. Elsewhere it never calls. [CLIENT-6] */
export const browserWake: Wake = (listener) => {
  if (typeof window === "undefined" || typeof document === "undefined") return () => undefined;
  const visible = (): void => {
    if (document.visibilityState === "visible") listener();
  };
  window.addEventListener("online", listener);
  window.addEventListener("pageshow", listener);
  document.addEventListener("visibilitychange", visible);
  return () => {
    window.removeEventListener("online", listener);
    window.removeEventListener("pageshow", listener);
    document.removeEventListener("visibilitychange", visible);
  };
};
