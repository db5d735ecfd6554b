import { after } from "../clock.ts";

/** How long a tab that nobody looks at waits for one that somebody does look at. */
const COURTESY = 120;
/** How long the claim is kept, so that slower tabs find it taken. */
const KEPT = 3_000;

/**
 * Runs `alert` in one tab only of all that hear of the same thing. The tab in which it is being looked at claims it first
 * and has nothing to alert of; so a background tab stays silent too.
 *
 * @param id the same in all tabs
 * @param alert undefined where somebody is looking
 */
export function inOneTab(id: string, alert: (() => void) | undefined): void {
  if (!("locks" in navigator)) {
    alert?.();
    return;
  }
  const claim = (): void => {
    navigator.locks
      .request(`skein.alert ${id}`, { ifAvailable: true }, (lock) => {
        if (!lock) return undefined;
        alert?.();
        return new Promise<void>((resolve) => {
          after(KEPT, resolve);
        });
      })
      .catch((error: unknown) => reportError(error));
  };
  if (alert) after(COURTESY, claim);
  else claim();
}
