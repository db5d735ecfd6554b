/**
 * Counts by label values, `tally.add("reset", "too_far")`. Only for values out of a table of ours: whatever a client may
 * choose would let it grow without a bound.
 */
export class Tally {
  readonly #counts = new Map<string, number>();

  add(...labels: readonly string[]): void {
    const key = labels.join("\n");
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  /** The count of these values. */
  of(...labels: readonly string[]): number {
    return this.#counts.get(labels.join("\n")) ?? 0;
  }

  /** Each set of values that was counted, with its count. */
  *all(): Generator<readonly [labels: readonly string[], count: number]> {
    for (const [key, count] of this.#counts) yield [key.split("\n"), count];
  }
}
