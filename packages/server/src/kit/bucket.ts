/** A token bucket's setting: `rate` a second on the long run, `burst` at once. */
export interface BucketRate {
  readonly rate: number;
  readonly burst: number;
}

/** What sums of fractions may be off by. */
const EPSILON = 1e-9;

/** A token bucket without a timer: it fills by the time that passed when it is asked. */
export class Bucket {
  #tokens: number;
  #filled: number;

  constructor(
    readonly setting: BucketRate,
    now: number,
  ) {
    this.#tokens = setting.burst;
    this.#filled = now;
  }

  /** Takes `cost` and returns 0, or takes nothing and returns the ms to wait. A clock that went back fills nothing. */
  take(now: number, cost = 1): number {
    this.#fill(now);
    if (this.#tokens >= cost - EPSILON) {
      this.#tokens -= cost;
      return 0;
    }
    return Math.ceil(((cost - this.#tokens) * 1000) / this.setting.rate - EPSILON);
  }

  /** Takes `cost` that was granted elsewhere, as far as there is any left. */
  spend(now: number, cost: number): void {
    this.#fill(now);
    this.#tokens = Math.max(0, this.#tokens - cost);
  }

  #fill(now: number): void {
    const passed = Math.max(0, now - this.#filled);
    this.#tokens = Math.min(this.setting.burst, this.#tokens + (passed * this.setting.rate) / 1000);
    this.#filled = now;
  }
}
