import type { Clock } from "../kit/clock.ts";

/** Up to where everything that was committed is applied and sent out here: what a cursor may stand for. [SYNC-4] */
export interface Horizon {
  readonly position: number;
  /** What the store wrote together has one number: it is applied together. */
  batchOf(pos: number): number;
  /** The greatest position up to `pos` that a cursor may say while what stands at `pos` goes out. */
  safe(pos: number): number;
  /**
   * Waits until all that stands before the batch of `pos` is applied; undefined where nothing must be waited for. Answers false when
   * that takes too long.
   */
  turn(pos: number): Promise<boolean> | undefined;
  /** Whether what was committed at `pos` is the caller's to apply: nobody else does, or has. */
  claim(pos: number): boolean;
  /** What was written at `pos` is applied. */
  passed(pos: number): void;
}

/** Where this process alone writes: positions come in order. */
export class OwnHorizon implements Horizon {
  constructor(public position: number) {}

  batchOf(): number {
    return 0;
  }

  safe(pos: number): number {
    return pos;
  }

  turn(): undefined {
    return undefined;
  }

  claim(): boolean {
    return true;
  }

  passed(pos: number): void {
    if (pos > this.position) this.position = pos;
  }
}

/** Whoever waits for longer asks again, or goes away. ms */
const PATIENCE = 500;

interface Waiter {
  readonly n: number;
  readonly wake: (now: boolean) => void;
}

/**
 * Where other nodes write too: batches are heard of in any order, and some numbers never come. They are applied in the order of their
 * numbers, so that the entries of a conversation go out in the order of `seq`. The position is the end of the last batch before which
 * none is missing.
 */
export class BatchHorizon implements Horizon {
  /** All batches up to this one are applied, or will never be. */
  #settled: number;
  /** Up to this one, what is not claimed will never be. */
  #complete: number;
  /** Later ones that somebody applies, as soon as it is their turn. */
  readonly #claimed = new Set<number>();
  #waiters: Waiter[] = [];

  /** @param span positions that belong to a batch */
  constructor(
    pos: number,
    private readonly span: number,
    private readonly clock: Clock,
  ) {
    this.#settled = Math.floor(pos / span);
    this.#complete = this.#settled;
  }

  get position(): number {
    return (this.#settled + 1) * this.span - 1;
  }

  /** The batch up to which all is settled. */
  get settled(): number {
    return this.#settled;
  }

  /** Batches that wait for one before them. */
  get waiting(): number {
    return this.#waiters.length;
  }

  /** Batches that somebody is about to apply. */
  get claimed(): number {
    return this.#claimed.size;
  }

  batchOf(pos: number): number {
    return Math.floor(pos / this.span);
  }

  safe(pos: number): number {
    return this.batchOf(pos) <= this.#settled + 1 ? pos : this.position;
  }

  turn(pos: number): Promise<boolean> | undefined {
    const n = this.batchOf(pos);
    if (n <= this.#settled + 1) return undefined;
    return new Promise((resolve) => {
      const callOff = this.clock.after(PATIENCE, () => {
        this.#waiters = this.#waiters.filter((other) => other !== waiter);
        resolve(false);
      });
      const waiter: Waiter = {
        n,
        wake(now) {
          callOff();
          resolve(now);
        },
      };
      this.#waiters.push(waiter);
    });
  }

  claim(pos: number): boolean {
    const n = this.batchOf(pos);
    if (this.knows(n)) return false;
    this.#claimed.add(n);
    return true;
  }

  /** Whether the batch is applied, or somebody is about to. */
  knows(n: number): boolean {
    return n <= this.#settled || this.#claimed.has(n);
  }

  /** It was not applied after all: somebody else may. */
  release(n: number): void {
    this.#claimed.delete(n);
  }

  passed(pos: number): void {
    const n = this.batchOf(pos);
    this.#claimed.delete(n);
    if (n !== this.#settled + 1) return;
    this.#settled = n;
    this.#advance();
  }

  /** No batch up to `n` will come any more but those that are claimed. */
  complete(n: number): void {
    this.#complete = Math.max(this.#complete, n);
    this.#advance();
  }

  /** Begins anew: what happened up to `n` is unknown here. */
  restart(n: number): void {
    // never back: what is applied here already would be sent out again
    this.#settled = Math.max(n, this.#settled);
    this.#complete = this.#settled;
    this.#claimed.clear();
    for (const { wake } of this.#waiters.splice(0)) wake(false);
  }

  #advance(): void {
    while (this.#settled < this.#complete && !this.#claimed.has(this.#settled + 1)) this.#settled += 1;
    const turn = this.#waiters.filter(({ n }) => n <= this.#settled + 1);
    if (turn.length === 0) return;
    this.#waiters = this.#waiters.filter(({ n }) => n > this.#settled + 1);
    for (const { wake } of turn) wake(true);
  }
}
