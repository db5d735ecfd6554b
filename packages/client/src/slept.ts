import type { Clock, Timer } from "./clock.ts";

const EVERY = 10_000;

/** Calls back when more time has passed than could have while the machine was awake; returns what ends that. */
export function slept(clock: Clock, listener: () => void): () => void {
  let timer: Timer;
  const look = (): void => {
    const since = clock.now();
    timer = clock.after(EVERY, () => {
      if (clock.now() - since > 2 * EVERY) listener();
      look();
    });
  };
  look();
  return () => timer.cancel();
}
