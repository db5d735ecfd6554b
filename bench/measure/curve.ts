import { cpuSeconds, residentOf, type System } from "./account.ts";

const EVERY = 100;

/** One moment of a system under test. */
export interface Sample {
  /** Seconds since the curve began. */
  readonly at: number;
  /** Cores that were busy since the moment before. */
  readonly cores: number;
  /** Resident bytes of all its processes. */
  readonly bytes: number;
}

/** Something that happened meanwhile. */
export interface Mark {
  readonly at: number;
  readonly what: string;
}

/** CPU and memory of a system, ten times a second. */
export class Curve {
  readonly samples: Sample[] = [];
  readonly marks: Mark[] = [];
  readonly #began = performance.now();
  readonly #timer: Timer;

  constructor(system: System) {
    let [before, then] = [total(system), performance.now()];
    this.#timer = setInterval(() => {
      const [used, now] = [total(system), performance.now()];
      this.samples.push({
        at: this.#seconds(now),
        cores: Math.max(0, ((used - before) * 1000) / (now - then)),
        bytes: residentOf(system),
      });
      [before, then] = [used, now];
    }, EVERY);
  }

  mark(what: string): void {
    this.marks.push({ at: this.#seconds(performance.now()), what });
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #seconds(now: number): number {
    return (now - this.#began) / 1000;
  }
}

function total(system: System): number {
  return [...cpuSeconds(system).values()].reduce((sum, one) => sum + one, 0);
}
