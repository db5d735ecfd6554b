import type { Clock } from "../kit/clock.ts";
import { Histogram, SECONDS } from "../kit/histogram.ts";

/** How often the loop is looked at, ms. */
const EACH = 250;

/** How late the event loop calls: while something keeps it, everybody waits as long. */
export class Lag {
  readonly seconds = new Histogram(SECONDS);
  #stop: (() => void) | undefined;

  constructor(private readonly clock: Clock) {}

  start(): void {
    const due = this.clock.now() + EACH;
    this.#stop = this.clock.after(EACH, () => {
      // a clock that went back tells nothing
      this.seconds.observe(Math.max(0, this.clock.now() - due) / 1000);
      this.start();
    });
  }

  stop(): void {
    this.#stop?.();
  }
}
