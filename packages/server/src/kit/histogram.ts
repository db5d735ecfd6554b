/** How often values fell below fixed bounds, and their sum: a few comparisons and two additions for each. */
export class Histogram {
  /** For each bound the values up to it and above the one before; the last is of those above all bounds. */
  readonly #counts: number[];
  #sum = 0;

  /** @param bounds ascending */
  constructor(readonly bounds: readonly number[]) {
    this.#counts = new Array<number>(bounds.length + 1).fill(0);
  }

  get sum(): number {
    return this.#sum;
  }

  observe(value: number): void {
    let at = 0;
    // beyond the last bound the comparison is with undefined, and false
    while (value > (this.bounds[at] as number)) at += 1;
    this.#counts[at] = (this.#counts[at] as number) + 1;
    this.#sum += value;
  }

  /** How many values were at most each bound, and how many there were in all: as Prometheus wants them. */
  cumulative(): { readonly upTo: readonly number[]; readonly count: number } {
    let count = 0;
    const upTo = this.#counts.map((each) => (count += each));
    return { upTo: upTo.slice(0, -1), count };
  }
}

/** Bounds for what takes from a millisecond to some seconds. */
export const SECONDS = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] as const;
