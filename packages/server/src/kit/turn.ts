import { createHash } from "node:crypto";

/** Turns that a table hands out: writes about different things rarely wait for the same one. */
const TURNS = 64;

/**
 * Which turn writes about one thing take. Where several nodes write to one store, two writes that each look for the other before
 * either is there would both go through; the row of a turn makes the second one wait, and look afterwards.
 *
 * @example turnOf("ann\nbob")
 */
export function turnOf(thing: string): number {
  return (createHash("sha256").update(thing).digest()[0] ?? 0) % TURNS;
}
