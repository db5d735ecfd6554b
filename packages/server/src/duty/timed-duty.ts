import { Lease, restOf, type DutyParts, type Held } from "./lease.ts";

/** What is done again and again. */
export interface TimedWork {
  readonly name: string;
  /** ms between the end of one time and the beginning of the next. */
  readonly every: number;
  /** Its writes carry `held.fence()`. */
  run(held: Held): Promise<void>;
}

/**
 * Does something again and again, on one node of all: sweeping, or working off a queue.
 *
 * @example
 * const sweep = new TimedDuty({ name: "files.sweep", every: 60_000, run: async ({ fence }) => { … } }, parts);
 */
export class TimedDuty {
  readonly #lease: Lease;

  constructor(
    private readonly is: TimedWork,
    private readonly parts: DutyParts,
  ) {
    this.#lease = new Lease(is.name, parts, (held) => this.#repeat(held));
  }

  start(): void {
    this.#lease.start();
  }

  close(): Promise<void> {
    return this.#lease.close();
  }

  async #repeat(held: Held): Promise<void> {
    while (!held.lost.aborted) {
      await this.is.run(held);
      await restOf(this.parts.clock, this.is.every, held.lost);
    }
  }
}
