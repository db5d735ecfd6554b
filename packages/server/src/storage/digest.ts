import { createHash } from "node:crypto";
import type { StoredEntry } from "./storage.ts";

/** What an entry's digest is made of: all of it but its pos, which is the store's and not the log's. */
export type DigestedEntry = Omit<StoredEntry, "pos">;

/** The digest of a log that is empty. */
export const EMPTY_DIGEST = "0".repeat(16);

/** The text that is hashed of an entry. [DIGEST-2] */
export function digestLine({ conv, seq, from, key, at, kind, ref, count, body }: DigestedEntry): string {
  return `${conv}\n${seq}\n${from}\n${key ?? ""}\n${at}\n${kind}\n${ref ?? ""}\n${count}\n${body}`;
}

/**
 * The digest of a log that ends with `entry`: the running XOR, over its entries, of the first 8 bytes of SHA-256 of each one's
 * fields. It tells in one comparison whether two copies of a log are the same, and where they are not, a search by halves finds
 * the first entry that differs. This is what every engine must arrive at, each by its own means.
 *
 * @param before the digest of the log without it, 16 hex digits
 * @returns 16 hex digits
 * @example digestAfter(EMPTY_DIGEST, entry)
 */
export function digestAfter(before: string, entry: DigestedEntry): string {
  return hex(BigInt(`0x${before}`) ^ own(entry));
}

/** By what a log's digest changes when an entry becomes another one. */
export function correction(before: DigestedEntry, after: DigestedEntry): string {
  return hex(own(before) ^ own(after));
}

/** Both at once: exclusive or. */
export function corrected(digest: string, corrections: Iterable<string>): string {
  let sum = BigInt(`0x${digest}`);
  for (const one of corrections) sum ^= BigInt(`0x${one}`);
  return hex(sum);
}

function own(entry: DigestedEntry): bigint {
  return createHash("sha256").update(digestLine(entry), "utf8").digest().readBigUInt64BE();
}

function hex(digest: bigint): string {
  return digest.toString(16).padStart(16, "0");
}
