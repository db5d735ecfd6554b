import { Bucket, type BucketRate } from "../kit/bucket.ts";
import type { Clock } from "../kit/clock.ts";
import { Lru } from "../kit/lru.ts";

/** Buckets kept; who has been quiet longest starts with a full one again. */
const BOUND = 50_000;

/** How much each person, or each address without a person, may ask for, over all their connections. [LIMIT-1] */
export class Limiter {
  readonly #buckets = new Lru<string, Bucket>(BOUND, BOUND / 4);

  constructor(
    private readonly setting: BucketRate,
    private readonly clock: Clock,
    /** Tells other nodes, where they may be asked by the same one. */
    private readonly share?: (who: string, cost: number) => void,
  ) {}

  /** 0 when allowed, else the ms to wait. */
  take(who: string, cost: number): number {
    const after = this.#bucketOf(who).take(this.clock.now(), cost);
    if (after === 0) this.share?.(who, cost);
    return after;
  }

  /** Another node was asked for so much. */
  spent(who: string, cost: number): void {
    this.#bucketOf(who).spend(this.clock.now(), cost);
  }

  #bucketOf(who: string): Bucket {
    let bucket = this.#buckets.get(who);
    if (!bucket) {
      bucket = new Bucket(this.setting, this.clock.now());
      this.#buckets.set(who, bucket);
    }
    return bucket;
  }
}
