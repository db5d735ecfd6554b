import type { Outcome } from "../storage/storage.ts";

/** Up to where everything that was committed is applied and sent out here: what a cursor may stand for. [SYNC-4] */
export interface Horizon {
  readonly position: number;
  /** The greatest position up to `pos` that a cursor may say while what stands at `pos` goes out. */
  safe(pos: number): number;
  /**
   * Whoever is about to apply what was committed asks first, so that nothing is applied twice: what stands at a position for which the
   * answer says yes is theirs to apply.
   */
  claim(outcomes: readonly Outcome[]): (pos: number) => boolean;
  /** What was written up to `pos` by its commit is applied. */
  passed(pos: number): void;
}

const mine = (): boolean => true;

/** Where this process alone writes: positions come in order. */
export class OwnHorizon implements Horizon {
  constructor(public position: number) {}

  safe(pos: number): number {
    return pos;
  }

  claim(): (pos: number) => boolean {
    return mine;
  }

  passed(pos: number): void {
    if (pos > this.position) this.position = pos;
  }
}

/**
 * Where other nodes write too: batches come in any order, and some numbers never. The position is the end of the last batch before
 * which none is missing.
 */
export class BatchHorizon implements Horizon {
  /** All batches up to this one are applied, or will never be. */
  #settled: number;
  /** Later ones that are applied, or about to be. */
  readonly #claimed = new Set<number>();
  readonly #applied = new Set<number>();

  /** @param span positions that belong to a batch */
  constructor(
    pos: number,
    private readonly span: number,
  ) {
    this.#settled = Math.floor(pos / span);
  }

  get position(): number {
    return (this.#settled + 1) * this.span - 1;
  }

  /** The batch up to which all is settled. */
  get settled(): number {
    return this.#settled;
  }

  /** Whether a batch is missing before one that is applied. */
  get gaping(): boolean {
    return this.#applied.size > 0;
  }

  safe(pos: number): number {
    return this.#batchOf(pos) <= this.#settled + 1 ? pos : this.position;
  }

  claim(outcomes: readonly Outcome[]): (pos: number) => boolean {
    const own = new Set<number>();
    for (const outcome of outcomes) {
      if (!outcome.ok || outcome.repeated) continue;
      const n = this.#batchOf(outcome.pos);
      if (this.claimBatch(n)) own.add(n);
    }
    return (pos) => own.has(this.#batchOf(pos));
  }

  /** Whether the batch was neither applied nor claimed before; from now on it is the caller's. */
  claimBatch(n: number): boolean {
    if (this.knows(n)) return false;
    this.#claimed.add(n);
    return true;
  }

  knows(n: number): boolean {
    return n <= this.#settled || this.#claimed.has(n);
  }

  /** It could not be applied: somebody else may try. */
  release(n: number): void {
    this.#claimed.delete(n);
  }

  passed(pos: number): void {
    const n = this.#batchOf(pos);
    if (n <= this.#settled) return;
    this.#claimed.add(n);
    this.#applied.add(n);
    this.#advance();
  }

  /** No batch up to `n` will come that is not known here. Those that are being applied still count as missing. */
  settle(n: number): void {
    while (this.#settled < n) {
      const next = this.#settled + 1;
      if (this.#claimed.has(next) && !this.#applied.has(next)) return;
      this.#forget(next);
    }
    this.#advance();
  }

  /** Begins anew: what happened up to `n` is unknown here. */
  restart(n: number): void {
    this.#settled = n;
    this.#claimed.clear();
    this.#applied.clear();
  }

  #advance(): void {
    while (this.#applied.has(this.#settled + 1)) this.#forget(this.#settled + 1);
  }

  #forget(next: number): void {
    this.#settled = next;
    this.#claimed.delete(next);
    this.#applied.delete(next);
  }

  #batchOf(pos: number): number {
    return Math.floor(pos / this.span);
  }
}
