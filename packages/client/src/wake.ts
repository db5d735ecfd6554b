import { slept } from "./slept.ts";
import { systemClock } from "./clock.ts";

/** Calls back when it is worth to look at the link, or to dial, at once; returns what ends that. */
export type Wake = (listener: () => void) => () => void;

/**
 * The browser's hints: online again or on another network, in the foreground, back from the cache or thawed, awake after a sleep that no
 * event tells of. Elsewhere it never calls. [CLIENT-6] [CLIENT-13]
 */
export const browserWake: Wake = (listener) => {
  if (typeof window === "undefined" || typeof document === "undefined") return () => undefined;
  const seen = (): void => {
    if (document.visibilityState === "visible") listener();
  };
  const { connection } = navigator as { readonly connection?: EventTarget };
  const hints: readonly (readonly [EventTarget | undefined, string, () => void])[] = [
    [window, "online", listener],
    [window, "pageshow", listener],
    [connection, "change", listener],
    [document, "resume", listener],
    [document, "visibilitychange", seen],
  ];
  for (const [target, name, hint] of hints) target?.addEventListener(name, hint);
  // a page in the background is slowed down as if it slept: it looks when it is seen again
  const endSlept = slept(systemClock, seen);
  return () => {
    for (const [target, name, hint] of hints) target?.removeEventListener(name, hint);
    endSlept();
  };
};
