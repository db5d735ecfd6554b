/** Where a log's digest stands: its upper and lower halves, as this machine reads 32 bits. Exclusive or knows no order of bytes. */
export interface DigestHalves {
  high: number;
  low: number;
}

/**
 * Moves digests on as digest.ts says, at the least cost: one hash a line, into memory that is used again.
 *
 * @example
 * const running = new RunningDigest();
 * running.add(log, digestLine(entry)); // "5f0c…", to be stored with the entry
 * log.high = running.high; // once it is
 * log.low = running.low;
 */
export class RunningDigest {
  readonly #hash = new Uint8Array(32);
  readonly #words = new Int32Array(this.#hash.buffer);
  readonly #digest = this.#hash.subarray(0, 8);
  high = 0;
  low = 0;

  /** The digest of the log that stood at `before` with one line more, as 16 hex digits; its halves are in `high` and `low`. */
  add(before: DigestHalves, line: string): string {
    Bun.SHA256.hash(line, this.#hash);
    this.high = this.#words[0] = (this.#words[0] ?? 0) ^ before.high;
    this.low = this.#words[1] = (this.#words[1] ?? 0) ^ before.low;
    return this.#digest.toHex();
  }
}

/** The halves of a digest that is written as 16 hex digits. */
export function halvesOf(digest: string): DigestHalves {
  const [high = 0, low = 0] = new Int32Array(Uint8Array.fromHex(digest).buffer);
  return { high, low };
}
