import type { Clock } from "@skein/server";

const MINUTE = 60_000;

/** The system's clock, but set back: a sample can then hold talk of several days. */
export class PastClock implements Clock {
  #behind = 0;

  /** From now on it is so long ago. */
  goBack({
    days = 0,
    hours = 0,
    minutes = 0,
  }: {
    readonly days?: number;
    readonly hours?: number;
    readonly minutes?: number;
  }): void {
    this.#behind = ((days * 24 + hours) * 60 + minutes) * MINUTE;
  }

  now(): number {
    return Date.now() - this.#behind;
  }

  after(ms: number, call: () => void): () => void {
    const timer = setTimeout(call, ms);
    timer.unref();
    return () => clearTimeout(timer);
  }

  soon(call: () => void): void {
    setImmediate(call);
  }
}
