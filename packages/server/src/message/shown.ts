import type { Statement } from "../storage/storage.ts";

/** The number of a conversation in the store. */
export const NUM = "(SELECT num FROM conversations WHERE id = ?)";

/**
 * The seq that the first entry of a write will get in conversation `c`: statements run before the entries, and the log is locked.
 */
export const NEXT = "(SELECT coalesce(max(e.seq), 0) + 1 FROM entries e WHERE e.conv = c.num)";

/**
 * Keeps in mind which entry of the talk itself is the newest: goes with every entry that has a `ref`, which is not shown among the
 * others. Where the head is such an entry already, it is in mind.
 */
export function keepShown(conv: string): Statement {
  return {
    sql: `UPDATE conversations SET shown = coalesce(
        (SELECT e.seq FROM entries e WHERE e.conv = conversations.num AND e.ref IS NULL
           AND e.seq = (SELECT max(x.seq) FROM entries x WHERE x.conv = conversations.num)), shown)
      WHERE id = ?`,
    parameters: [conv],
  };
}
