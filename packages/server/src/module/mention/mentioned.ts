import { LIMITS } from "@skein/protocol";
import { withinList } from "../../message/of-list.ts";
import type { SummaryExtra } from "../../message/read.ts";
import type { Storage } from "../../storage/storage.ts";
import { EVERYBODY } from "./store.ts";

interface Row {
  readonly conv: string;
  readonly seq: number;
}

/** Which unread messages mention the reader: the first of them in each conversation. */
export function mentionedOf(storage: Pick<Storage, "query">): SummaryExtra {
  return async (user, summaries) => {
    const found = new Map<string, string>();
    const unread = new Map(
      summaries.filter(({ last, mine }) => (last?.count ?? 0) > mine.readCount).map((one) => [one.id, one]),
    );
    if (unread.size === 0) return found;
    const within = withinList(user, [...unread.keys()]);
    const rows = await storage.query<Row>({
      sql: `SELECT q.conv, q.seq FROM (
              SELECT c.id AS conv, n.seq, row_number() OVER (PARTITION BY c.id ORDER BY n.seq) AS place
              FROM conversations c JOIN members m ON m.conv = c.num AND m."user" = ? JOIN mentions n ON n.conv = c.num
              WHERE n.person IN (?, '${EVERYBODY}') AND n.author <> ? AND n.seq > m.read
                AND ${within.sql}
              GROUP BY c.id, n.seq) q
            WHERE q.place <= ${LIMITS.mentionsTold} ORDER BY q.conv, q.seq`,
      parameters: [user, user, user, ...within.parameters],
    });
    const seqs = new Map<string, number[]>();
    for (const { conv, seq } of rows) {
      const { mine, last } = unread.get(conv) ?? {};
      // of the moment of the summary, which the store may have left behind
      if (!mine || seq <= mine.read || seq > (last?.seq ?? 0)) continue;
      const known = seqs.get(conv);
      if (known) known.push(seq);
      else seqs.set(conv, [seq]);
    }
    for (const [conv, of] of seqs) found.set(conv, `"mentioned":${JSON.stringify(of)}`);
    return found;
  };
}
