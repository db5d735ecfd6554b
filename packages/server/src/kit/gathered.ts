import type { Clock } from "./clock.ts";

/** Questions one after the other, each with more than one waiting, that make a crowd. */
const CROWD = 4;
/** Where there is a crowd, ms that a question waits for more. */
const CROWDED = 25;

/**
 * What is asked for one by one, asked of the store together: while one question is under way, those that come wait and go as one, and
 * where many do, the next waits a moment for more. Who asks alone never waits. Everybody who comes back after a restart is asked for
 * in a few reads.
 */
export class Gathered<Answer> {
  #waiting = new Map<string, PromiseWithResolvers<Answer | undefined>>();
  #asking = false;

  /** @param ask answers what it has found by key */
  constructor(
    private readonly clock: Clock,
    private readonly ask: (keys: readonly string[]) => Promise<ReadonlyMap<string, Answer>>,
  ) {}

  /** Answers what is there at some moment after this call. Rejects as the question that it went with does. */
  get(key: string): Promise<Answer | undefined> {
    const waiting = this.#waiting.get(key) ?? Promise.withResolvers<Answer | undefined>();
    this.#waiting.set(key, waiting);
    // what fails is told to those who asked
    if (!this.#asking) this.#run().catch(() => undefined);
    return waiting.promise;
  }

  async #run(): Promise<void> {
    this.#asking = true;
    for (let asked = 1; this.#waiting.size > 0; asked++) {
      const waiting = this.#waiting;
      this.#waiting = new Map();
      try {
        const found = await this.ask([...waiting.keys()]);
        for (const [key, { resolve }] of waiting) resolve(found.get(key));
      } catch (fault) {
        for (const { reject } of waiting.values()) reject(fault);
      }
      if (asked >= CROWD && this.#waiting.size > 1)
        await new Promise<void>((resolve) => {
          this.clock.after(CROWDED, resolve);
        });
    }
    this.#asking = false;
  }
}
