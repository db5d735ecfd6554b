import type { Log } from "./log.ts";

/**
 * Whether this node should be sent people. Each part that can keep it from serving reports under a name of its own; ready is
 * when none says no. Names are shown to whoever asks, reasons only in the log.
 *
 * @example readiness.report("storage", false, "the disk is full")
 */
export class Readiness {
  readonly #unready = new Map<string, string>();

  constructor(private readonly log: Log) {}

  /** @param why for the log; without it nothing is logged, where whoever reports has told it already */
  report(part: string, ready: boolean, why = ""): void {
    if (ready === !this.#unready.has(part)) return;
    if (ready) this.#unready.delete(part);
    else this.#unready.set(part, why);
    if (ready) this.log.warn({ part }, "ready again");
    else if (why !== "") this.log.warn({ part, why }, "not ready");
  }

  get ready(): boolean {
    return this.#unready.size === 0;
  }

  /** The parts that say no, by name. */
  get reasons(): readonly string[] {
    return [...this.#unready.keys()].toSorted();
  }
}
