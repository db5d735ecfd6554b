import { systemClock } from "./clock.ts";

/** Real time passes: for what waits for a process beside this one, and never for what a virtual clock must see. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    systemClock.after(ms, resolve);
  });
}
