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

  /** @param why for the operator; it need not be told when all is well again */
  report(part: string, ready: boolean, why = ""): void {
    if (ready === !this.#unready.has(part)) return;
    if (ready) this.#unready.delete(part);
    else this.#unready.set(part, why);
    this.log.warn(ready ? { part } : { part, why }, ready ? "ready again" : "not ready");
  }

  get ready(): boolean {
    return this.#unready.size === 0;
  }

  /** The parts that say no, by name. */
  get reasons(): readonly string[] {
    return [...this.#unready.keys()].toSorted();
  }
}
