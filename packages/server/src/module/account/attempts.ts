import { alone } from "../../cluster/alone.ts";
import type { Bus } from "../../cluster/bus.ts";
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

const SUBJECT = "tried";
type Word = readonly [of: keyof AttemptRates, key: string];

/** Counts attempts to sign in, so that nobody can try many passwords or codes. [ACCT-5] */
export class Attempts {
  readonly #buckets = { login: new Lru<string, Bucket>(BOUND), address: new Lru<string, Bucket>(BOUND) };

  constructor(
    private readonly clock: Clock,
    private readonly rates: AttemptRates = RATES,
    private readonly bus: Bus = alone,
  ) {}

  /** Counts what is tried on other nodes as well; the returned function ends it. */
  start(): () => void {
    return this.bus.subscribe(SUBJECT, (text) => {
      const [of, key] = JSON.parse(text) as Word;
      this.#bucketOf(of, key).spend(this.clock.now(), 1);
    });
  }

  /** @throws Refusal `rate_limited` */
  from(address: string): void {
    this.#take("address", address);
  }

  /** @throws Refusal `rate_limited` */
  at(login: string): void {
    this.#take("login", login);
  }

  #take(of: keyof AttemptRates, key: string): void {
    const after = this.#bucketOf(of, key).take(this.clock.now());
    if (after > 0) throw new Refusal("rate_limited", { after });
    this.bus.publish(SUBJECT, JSON.stringify([of, key] satisfies Word));
  }

  #bucketOf(of: keyof AttemptRates, key: string): Bucket {
    const buckets = this.#buckets[of];
    let bucket = buckets.get(key);
    if (!bucket) {
      bucket = new Bucket(this.rates[of], this.clock.now());
      buckets.set(key, bucket);
    }
    return bucket;
  }
}
