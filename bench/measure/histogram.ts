/** Buckets of equal width within each power of two: 64 of them bound the relative error by 1/64. */
const STEPS = 64;
const STEP_BITS = 6;

/** Latencies in µs with a bounded relative error (1.6 %), in 16 KB however many are recorded. */
export class Histogram {
  readonly #counts = new Uint32Array(STEPS * 32);
  #total = 0;
  #max = 0;

  get count(): number {
    return this.#total;
  }

  /** Records one latency, in ms. */
  record(ms: number): void {
    const us = Math.max(0, Math.round(ms * 1000));
    const bucket = bucketOf(us);
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1;
    this.#total += 1;
    if (us > this.#max) this.#max = us;
  }

  /** The latency in ms that the share `q` (0…1) of the records does not exceed; 0 when there are none. */
  quantile(q: number): number {
    const wanted = Math.ceil(this.#total * q);
    let seen = 0;
    for (let bucket = 0; bucket < this.#counts.length; bucket++) {
      seen += this.#counts[bucket] ?? 0;
      if (seen >= wanted && seen > 0) return Math.min(upperEnd(bucket), this.#max) / 1000;
    }
    return 0;
  }

  /** The longest latency in ms, exact. */
  get max(): number {
    return this.#max / 1000;
  }

  clear(): void {
    this.#counts.fill(0);
    this.#total = 0;
    this.#max = 0;
  }
}

function bucketOf(us: number): number {
  if (us < STEPS) return us;
  const power = 31 - Math.clz32(us);
  return (power - STEP_BITS + 1) * STEPS + ((us >>> (power - STEP_BITS)) & (STEPS - 1));
}

function upperEnd(bucket: number): number {
  if (bucket < STEPS) return bucket;
  const power = Math.floor(bucket / STEPS) + STEP_BITS - 1;
  return (STEPS + (bucket % STEPS) + 1) * 2 ** (power - STEP_BITS) - 1;
}
