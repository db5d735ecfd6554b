import { Bucket, type BucketRate } from "../kit/bucket.ts";

interface Bound {
  /** At once. */
  readonly connections: number;
  readonly unprovenPerAddress: number;
  /** New ones. */
  readonly connectRate: BucketRate;
}

/** Why a connection is not let in, and when it may come again, ms from now. */
export interface TurnedAway {
  /** `full`: as many as there may be; `storm`: more came in this moment than are taken. */
  readonly why: "full" | "storm";
  readonly after: number;
}

/** A server that stops takes nobody; another one will be there soon. */
export const DRAINING = { why: "draining", after: 5_000 } as const;

/** Where there is no room, somebody must leave first, ms. */
const FULL = 5_000;
/** Nobody is sent away for longer, ms: beyond that, the promise of a place is worth nothing. */
const LONGEST = 30_000;

/**
 * Who may open a connection now: so many at once, of those that have not said hello so many for each address, and so many new
 * ones a second. Whoever is turned away is given a time of their own to come back, one behind the other as fast as they can be
 * taken: told all the same time, they would be the next storm.
 */
export class Admission {
  #open = 0;
  readonly #unproven = new Map<string, number>();
  readonly #bucket: Bucket;
  /** When the last one that was turned away is to come back. */
  #promised = 0;

  constructor(
    private readonly bound: Bound,
    private readonly now: () => number,
  ) {
    this.#bucket = new Bucket(bound.connectRate, now());
  }

  get open(): number {
    return this.#open;
  }

  /** Counts a connection in; or says why not. [CONN-11] [CONN-15] [LIMIT-4] */
  enter(address: string): TurnedAway | undefined {
    const unproven = this.#unproven.get(address) ?? 0;
    // one address that asks too much is no storm, and must not take the places of others
    if (unproven >= this.bound.unprovenPerAddress) return { why: "full", after: FULL };
    const now = this.now();
    if (this.#open >= this.bound.connections) return { why: "full", after: this.#place(now, FULL) };
    const wait = this.#bucket.take(now);
    if (wait > 0) return { why: "storm", after: this.#place(now, wait) };
    this.#open += 1;
    this.#unproven.set(address, unproven + 1);
    return undefined;
  }

  /** It has said a good hello, or is gone without. */
  proven(address: string): void {
    const unproven = this.#unproven.get(address) ?? 0;
    if (unproven <= 1) this.#unproven.delete(address);
    else this.#unproven.set(address, unproven - 1);
  }

  leave(): void {
    this.#open -= 1;
  }

  /** The next free moment, at least so many ms from now. */
  #place(now: number, least: number): number {
    const next = Math.max(now + least, this.#promised + 1_000 / this.bound.connectRate.rate);
    // the line is full, or the clock went back: it begins anew
    this.#promised = next > now + LONGEST ? now + least : next;
    return Math.ceil(this.#promised - now);
  }
}
