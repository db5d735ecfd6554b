import type { Entry } from "@skein/protocol";
import { sha256 } from "./sha256.ts";

const encoder = new TextEncoder();

/** The text that is hashed of an entry. [DIGEST-2] [DIGEST-4] */
function lineOf({ conv, seq, from, key, at, kind, ref, count, body }: Entry): string {
  return [conv, seq, from, key, at, kind, ref, count, JSON.stringify(body)].join("\n");
}

/** Digests of a stretch of a log: at each of its entries, counted from before the first. */
export class LogDigest {
  private readonly halves: Int32Array;

  private constructor(halves: Int32Array) {
    this.halves = halves;
  }

  /** @param entries ascending and without a hole */
  static async of(entries: readonly Entry[]): Promise<LogDigest> {
    const halves = new Int32Array(2 * entries.length + 2);
    for (const [index, entry] of entries.entries()) {
      const hash = await sha256(encoder.encode(lineOf(entry)));
      for (const half of [0, 1])
        halves[2 * index + 2 + half] = (halves[2 * index + half] ?? 0) ^ hash.getInt32(4 * half);
    }
    return new LogDigest(halves);
  }

  /** The digest of the log with the first `length` entries of the stretch, given that of the log before it. */
  after(before: string, length: number): string {
    const hex = (half: 0 | 1) => {
      const digest = Number.parseInt(before.slice(8 * half, 8 * half + 8), 16) ^ (this.halves[2 * length + half] ?? 0);
      return (digest >>> 0).toString(16).padStart(8, "0");
    };
    return hex(0) + hex(1);
  }
}
