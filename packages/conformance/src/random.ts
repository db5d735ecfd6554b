import { randomBytes, randomUUID } from "node:crypto";

/** A key that nobody used yet. */
export function newKey(): string {
  return randomUUID();
}

/** So many letters and digits that nobody guesses. */
export function letters(size: number): string {
  return randomBytes(size * 2)
    .toString("base64")
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "")
    .slice(0, size);
}

/** Bytes by which a frame is masked, or a hand shaken. */
export function bytes(size: number): Buffer {
  return randomBytes(size);
}
