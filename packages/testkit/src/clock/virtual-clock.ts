import { TimerQueue, type Due } from "./timer-queue.ts";

/** Where virtual time begins: some day in 2026, ms since 1970 UTC. */
const BEGINNING = Date.UTC(2026, 0, 5, 12);
/** A run that waits longer than this (virtual ms) for something waits for ever. */
const PATIENCE = 600_000;

/**
 * One time for everything in a test. It stands still until told to go on, and then jumps from one due call to the next; after each,
 * all promises that can settle have settled. The same calls in the same order give the same run, step by step.
 *
 * @example
 * const clock = new VirtualClock();
 * clock.after(1_000, () => seen.push("a second"));
 * await clock.advance(1_000);
 */
export class VirtualClock {
  readonly #queue = new TimerQueue();
  #now = BEGINNING;
  #order = 0;
  #outside = 0;
  #back: () => void = () => undefined;

  /** ms since 1970 UTC. */
  get now(): number {
    return this.#now;
  }

  /** Calls once after so many ms; the returned function calls it off. */
  after(ms: number, call: () => void): () => void {
    const due: Due = { at: this.#now + Math.max(0, Math.ceil(ms)), order: this.#order, call, cancelled: false };
    this.#order += 1;
    this.#queue.push(due);
    return () => {
      due.cancelled = true;
    };
  }

  /**
   * Work that needs real turns of the event loop (a store that answers by macrotasks, say): time stands still until it ends.
   * What takes as long as it likes, such as a socket, goes one call after the other (`Lane`): else no run is like another.
   */
  async outside<T>(work: Promise<T>): Promise<T> {
    this.#outside += 1;
    try {
      return await work;
    } finally {
      this.#outside -= 1;
      if (this.#outside === 0) this.#back();
    }
  }

  /** Goes on by so many ms, through everything that is due. */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms;
    await this.#run(until, () => false);
    this.#now = until;
  }

  /**
   * Goes on until something holds, and not a step further.
   *
   * @param patience virtual ms after which it never will
   * @throws Error when it does not come to hold
   */
  async runUntil(holds: () => boolean, patience = PATIENCE): Promise<void> {
    const until = this.#now + patience;
    await this.#run(until, holds);
    if (!holds()) throw new Error(`waited ${patience} virtual ms for nothing: ${holds.toString()}`);
  }

  /** Goes on until a promise settles, and answers it. */
  async settle<T>(promise: Promise<T>, patience = PATIENCE): Promise<T> {
    let settled = false;
    const done = (): void => {
      settled = true;
    };
    promise.then(done, done);
    await this.runUntil(() => settled, patience);
    return promise;
  }

  async #run(until: number, enough: () => boolean): Promise<void> {
    await this.#quiet();
    while (!enough()) {
      const next = this.#queue.peek();
      if (!next || next.at > until) return;
      this.#queue.pop();
      this.#now = next.at;
      next.call();
      await this.#quiet();
    }
  }

  /** A macrotask comes when no promise job is left. */
  async #quiet(): Promise<void> {
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      if (this.#outside === 0) return;
      await new Promise<void>((resolve) => {
        this.#back = resolve;
      });
    }
  }
}
