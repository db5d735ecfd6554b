import type { SummaryExtra } from "../../message/read.ts";
import { withinList } from "../../message/of-list.ts";
import type { Storage } from "../../storage/storage.ts";

interface Row {
  readonly conv: string;
  readonly seq: number;
}

/** Which messages of a conversation are pinned, of those that the reader may read; the latest pinned first. */
export function pinnedOf(storage: Pick<Storage, "query">): SummaryExtra {
  return async (user, summaries) => {
    const found = new Map<string, string>();
    if (summaries.length === 0) return found;
    const within = withinList(
      user,
      summaries.map(({ id }) => id),
    );
    const rows = await storage.query<Row>({
      sql: `SELECT c.id AS conv, p.seq FROM pins p JOIN conversations c ON c.num = p.conv
            WHERE ${within.sql} ORDER BY c.id, p.op DESC`,
      parameters: within.parameters,
    });
    const pinned = new Map<string, number[]>();
    for (const { conv, seq } of rows) {
      const known = pinned.get(conv);
      if (known) known.push(seq);
      else pinned.set(conv, [seq]);
    }
    for (const { id, mine } of summaries) {
      const seqs = (pinned.get(id) ?? []).filter((seq) => seq >= mine.since);
      if (seqs.length > 0) found.set(id, `"pinned":${JSON.stringify(seqs)}`);
    }
    return found;
  };
}
