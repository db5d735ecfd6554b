import type { Write } from "../storage.ts";
import { SPAN, sizeOf } from "./batch.ts";

/**
 * Batches that each fit the positions of one.
 *
 * @throws RangeError for a write that fits none; the bounds of the commands keep far below
 */
export function inSpans(writes: readonly Write[]): Write[][] {
  const parts: Write[][] = [];
  let room = 0;
  for (const write of writes) {
    const size = sizeOf(write);
    if (size >= SPAN) throw new RangeError(`a write of ${size} things; at most ${SPAN - 1}`);
    if (size > room) {
      parts.push([]);
      room = SPAN - 1;
    }
    parts.at(-1)?.push(write);
    room -= size;
  }
  return parts;
}

/** Each write with statements of its own alone, what is between them together; in order. */
export function apart(writes: readonly Write[]): Write[][] {
  const parts: Write[][] = [];
  let together: Write[] | undefined;
  for (const write of writes) {
    if (write.rows) {
      parts.push([write]);
      together = undefined;
    } else if (together) together.push(write);
    else parts.push((together = [write]));
  }
  return parts;
}

/** The first half and the second; one that is alone is one part. */
export function halves(writes: readonly Write[]): Write[][] {
  const middle = Math.ceil(writes.length / 2);
  return [writes.slice(0, middle), writes.slice(middle)].filter((half) => half.length > 0);
}

/** The conversations that a write names. */
export function namedBy(write: Write): string[] {
  return [...(write.entries ?? []), ...(write.marks ?? [])].map(({ conv }) => conv);
}
