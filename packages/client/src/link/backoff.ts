import type { Random } from "../key.ts";

const FIRST = 1_000;
const CAP = 30_000;

/** Waits between dials: full jitter, so that clients cut off together do not come back together. [CLIENT-5] */
export class Backoff {
  private failures = 0;

  constructor(private readonly random: Random) {}

  /** The next wait in ms: anything from 0 to 1 s, 2 s, 4 s … 30 s. */
  next(): number {
    const most = Math.min(CAP, FIRST * 2 ** this.failures);
    this.failures = Math.min(this.failures + 1, 16);
    return Math.floor(this.random() * most);
  }

  /** Starts anew; only for a link that has proved itself. */
  reset(): void {
    this.failures = 0;
  }
}
