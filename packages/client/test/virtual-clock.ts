import type { Clock, Timer } from "../src/clock.ts";

/** Time that passes only when a test says so. */
export class VirtualClock implements Clock {
  private time = 1_700_000_000_000;
  private order = 0;
  private timers: { at: number; order: number; task: () => void }[] = [];

  now(): number {
    return this.time;
  }

  after(ms: number, task: () => void): Timer {
    this.order += 1;
    const timer = { at: this.time + Math.max(0, ms), order: this.order, task };
    this.timers.push(timer);
    return {
      cancel: () => {
        this.timers = this.timers.filter((other) => other !== timer);
      },
    };
  }

  /** Lets `ms` pass, with everything that falls due in it, in order. */
  async pass(ms: number): Promise<void> {
    const end = this.time + ms;
    await settled();
    for (;;) {
      const [next] = this.timers.toSorted((a, b) => a.at - b.at || a.order - b.order);
      if (!next || next.at > end) break;
      this.timers = this.timers.filter((timer) => timer !== next);
      this.time = Math.max(this.time, next.at);
      next.task();
      await settled();
    }
    this.time = end;
  }

  /** The wall clock goes to another time and no timer notices: somebody set it, or the machine slept. */
  jump(ms: number): void {
    this.time += ms;
    this.timers = this.timers.map((timer) => Object.assign(timer, { at: timer.at + ms }));
  }

  /** Timers under way. */
  get waiting(): number {
    return this.timers.length;
  }
}

/** Resolves once all microtasks, and those that they begin, have run. */
export function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** Chance that repeats itself (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
