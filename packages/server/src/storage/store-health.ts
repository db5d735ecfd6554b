import type { Clock } from "../kit/clock.ts";
import type { Readiness } from "../kit/readiness.ts";
import type { Custody } from "./watched.ts";

/** How long after a refusal the store is tried again, ms. */
const AGAIN = 1_000;

/**
 * Whether the store takes writes, by what became of the last one: a batch of which nothing was kept (a full disk, above all) makes
 * the node unready, one that is kept makes it ready again. A node that is not ready is sent nobody, so nobody would ever
 * try: it tries by itself, with a write that changes a page and says nothing.
 */
export class StoreHealth implements Custody {
  #well = true;
  #cancel: (() => void) | undefined;

  /** @param attempt writes something small; rejects when that is not kept. Its outcome comes back like that of all batches. */
  constructor(
    private readonly readiness: Readiness,
    private readonly clock: Clock,
    private readonly attempt: () => Promise<unknown>,
  ) {}

  kept(): void {
    if (this.#well) return;
    this.#well = true;
    this.close();
    this.readiness.report("storage", true);
  }

  refused(fault: unknown): void {
    this.#well = false;
    this.readiness.report("storage", false, fault instanceof Error ? fault.message : String(fault));
    this.#cancel ??= this.clock.after(AGAIN, () => {
      this.#cancel = undefined;
      // a refusal has been told to `refused` already, by the store that refused
      this.attempt().catch(() => undefined);
    });
  }

  /** Tries no more. */
  close(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }
}
