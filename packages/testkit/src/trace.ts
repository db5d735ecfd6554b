/** Lines kept for the eye. */
const KEPT = 4_000;

/** What happened in a run, line by line: a hash over all of it tells two runs apart, the last lines tell what went wrong. */
export class Trace {
  #hash = 0n;
  #lines = 0;
  readonly #last: string[] = [];

  constructor(private readonly now: () => number) {}

  readonly note = (line: string): void => {
    const whole = `${this.now()} ${line.replaceAll("\n", " ⏎ ")}`;
    this.#hash = BigInt(Bun.hash(whole, this.#hash));
    this.#lines += 1;
    this.#last.push(whole);
    if (this.#last.length > 2 * KEPT) this.#last.splice(0, KEPT);
  };

  /** Equal for equal runs. */
  get digest(): string {
    return `${this.#lines}-${this.#hash.toString(16)}`;
  }

  /** The newest lines, oldest first. */
  get last(): readonly string[] {
    return this.#last.slice(-KEPT);
  }
}
