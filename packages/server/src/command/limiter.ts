import { Bucket, type BucketRate } from "../kit/bucket.ts";
import { Lru } from "../kit/lru.ts";

/** Buckets kept; who has been quiet longest starts with a full one again. */
const BOUND = 50_000;

/** How much each person, or each address without a person, may ask for, over all their connections. [LIMIT-1] */
export class Limiter {
  readonly #buckets = new Lru<string, Bucket>(BOUND);

  constructor(private readonly setting: BucketRate) {}

  /** 0 when allowed, else the ms to wait. */
  take(who: string, cost: number, now: number): number {
    let bucket = this.#buckets.get(who);
    if (!bucket) {
      bucket = new Bucket(this.setting, now);
      this.#buckets.set(who, bucket);
    }
    return bucket.take(now, cost);
  }
}
