import type { Batch, Follow, Latest } from "../storage.ts";

/** Batches that are read together, and how many at most: one may hold a thousand entries. */
const TOGETHER = 100;
const MOST = 1_000;

/** The batches up to number `last`, from the newest on, until there are so many entries or those before are forgotten. */
export async function latestOf(follow: Follow, last: number, entries: number): Promise<Latest> {
  const found: Batch[] = [];
  let [from, held] = [last, 0];
  while (from > 0 && held < entries && last - from < MOST) {
    const before = Math.max(0, from - TOGETHER);
    const { batches, whole } = await follow.after(before, TOGETHER);
    if (!whole) break;
    const read = await follow.read(batches.filter((n) => n <= from));
    found.unshift(...read);
    held += read.reduce((sum, batch) => sum + batch.entries.length, 0);
    from = before;
  }
  const moved = new Map(found.flatMap(({ marks }) => marks.map(({ conv, pos }) => [conv, pos] as const)));
  return {
    from: from === 0 ? 0 : (from + 1) * follow.span - 1,
    entries: found.flatMap((batch) => batch.entries),
    moved: [...moved].map(([conv, pos]) => ({ conv, pos })),
  };
}
