import type { Clock } from "../src/kit/clock.ts";

interface Timer {
  readonly due: number;
  readonly call: () => void;
}

/** Time that passes only when told. */
export class ManualClock implements Clock {
  #now = 1_700_000_000_000;
  #timers: Timer[] = [];
  #soon: (() => void)[] = [];

  now(): number {
    return this.#now;
  }

  after(ms: number, call: () => void): () => void {
    const timer = { due: this.#now + ms, call };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  soon(call: () => void): void {
    this.#soon.push(call);
  }

  /** Lets so many ms pass, timer by timer. */
  pass(ms: number): void {
    const end = this.#now + ms;
    this.settle();
    for (;;) {
      const next = this.#timers.filter(({ due }) => due <= end).sort((a, b) => a.due - b.due)[0];
      if (!next) break;
      this.#timers = this.#timers.filter((other) => other !== next);
      this.#now = Math.max(this.#now, next.due);
      next.call();
      this.settle();
    }
    this.#now = end;
  }

  /** Moves the hands without firing anything, as a person or NTP does. */
  jump(ms: number): void {
    this.#now += ms;
    this.#timers = this.#timers.map(({ due, call }) => ({ due: due + ms, call }));
  }

  settle(): void {
    while (this.#soon.length > 0) for (const call of this.#soon.splice(0)) call();
  }
}
