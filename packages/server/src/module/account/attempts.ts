import { Bucket, type BucketRate } from "../../kit/bucket.ts";
import type { Clock } from "../../kit/clock.ts";
import { Lru } from "../../kit/lru.ts";
import { Refusal } from "../../kit/refusal.ts";

/** How often somebody may try to get in. */
export interface AttemptRates {
  /** For one log-in name, from wherever. */
  readonly login: BucketRate;
  /** For one address, with whatever name, code or invitation. */
  readonly address: BucketRate;
}

const RATES: AttemptRates = { login: { rate: 0.1, burst: 10 }, address: { rate: 1, burst: 60 } };

/** Names and addresses remembered of each; who tries more of them starts the oldest anew. */
const BOUND = 50_000;

/** Counts attempts to sign in, so that nobody can try many passwords or codes. [ACCT-5] */
export class Attempts {
  readonly #logins = new Lru<string, Bucket>(BOUND);
  readonly #addresses = new Lru<string, Bucket>(BOUND);

  constructor(
    private readonly clock: Clock,
    private readonly rates: AttemptRates = RATES,
  ) {}

  /** @throws Refusal `rate_limited` */
  from(address: string): void {
    this.#take(this.#addresses, address, this.rates.address);
  }

  /** @throws Refusal `rate_limited` */
  at(login: string): void {
    this.#take(this.#logins, login, this.rates.login);
  }

  #take(buckets: Lru<string, Bucket>, key: string, rate: BucketRate): void {
    const now = this.clock.now();
    let bucket = buckets.get(key);
    if (!bucket) {
      bucket = new Bucket(rate, now);
      buckets.set(key, bucket);
    }
    const after = bucket.take(now);
    if (after > 0) throw new Refusal("rate_limited", { after });
  }
}
