import { NUM } from "../../message/shown.ts";
import type { Storage } from "../../storage/storage.ts";

/**
 * The first message of the talk itself that was said at `at` or later; 0 where there is none. Times ascend along a log, so it is found
 * by halves: some twenty reads of one row in a million.
 */
export async function seqAt(
  storage: Pick<Storage, "query">,
  conv: string,
  at: number,
  since: number,
  head: number,
): Promise<number> {
  let low = since;
  let high = head + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const [row] = await storage.query<{ at: number }>({
      sql: `SELECT at FROM entries WHERE conv = ${NUM} AND seq = ?`,
      parameters: [conv, middle],
    });
    if (row && row.at < at) low = middle + 1;
    else high = middle;
  }
  const [found] = await storage.query<{ seq: number }>({
    sql: `SELECT seq FROM entries WHERE conv = ${NUM} AND seq >= ? AND ref IS NULL ORDER BY seq LIMIT 1`,
    parameters: [conv, low],
  });
  return found?.seq ?? 0;
}
