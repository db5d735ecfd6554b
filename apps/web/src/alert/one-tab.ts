import { after } from "../clock.ts";

/** How long a tab waits for those that come before it, ms. */
const COURTESY = 120;
/** How long the claim is kept, so that slower tabs find it taken. */
const KEPT = 3_000;

/** How near somebody is to what came: they look at it, they have this page in sight, or neither. */
export type Nearness = "looking" | "sight" | "away";

const TURN: Readonly<Record<Nearness, number>> = { looking: 0, sight: 1, away: 2 };

/**
 * Runs `alert` in one tab only of all that hear of the same thing: the one that is nearest. Where it is being looked at there is nothing
 * to alert of, and a page in sight needs no notice of the browser; a tab in the background would not know of either.
 *
 * @param id the same in all tabs
 */
export function inOneTab(id: string, nearness: Nearness, alert: () => void): void {
  const run = (): void => {
    if (nearness !== "looking") alert();
  };
  if (!("locks" in navigator)) {
    run();
    return;
  }
  const claim = (): void => {
    navigator.locks
      .request(`skein.alert ${id}`, { ifAvailable: true }, (lock) => {
        if (!lock) return undefined;
        run();
        return new Promise<void>((resolve) => {
          after(KEPT, resolve);
        });
      })
      .catch((error: unknown) => reportError(error));
  };
  if (TURN[nearness] === 0) claim();
  else after(COURTESY * TURN[nearness], claim);
}
