import type { VirtualClock } from "../clock/virtual-clock.ts";

/**
 * What is asked of the world outside, one call after the other in the order of asking, while virtual time stands still: however
 * long a real database takes, a run is like another.
 */
export class Lane {
  #last: Promise<unknown> = Promise.resolve();
  #changes = 0;

  /** @param before done before each change, in its turn */
  constructor(
    private readonly clock: VirtualClock,
    private readonly before: () => Promise<void>,
  ) {}

  /** Another number after each call that may have changed something. */
  get changes(): number {
    return this.#changes;
  }

  /** Asks for something. */
  ask<T>(call: () => Promise<T>): Promise<T> {
    const answer = this.#last.then(call);
    // who asked hears of a fault; the next call does not
    this.#last = answer.catch(() => undefined);
    return this.clock.outside(answer);
  }

  /** Does what others may see afterwards. */
  change<T>(call: () => Promise<T>): Promise<T> {
    return this.ask(async () => {
      this.#changes += 1;
      await this.before();
      return call();
    });
  }
}
