import { LIMITS } from "@skein/protocol";
import { PARTS, type FoldPart } from "../../message/fold.ts";

const thread: FoldPart = {
  name: "thread",
  part: PARTS.thread,
  sql: `SELECT t.id AS conv, t.seq, h.n AS a, h.last AS b, CAST(e.at AS TEXT) AS s, CAST(NULL AS TEXT) AS t
        FROM t CROSS JOIN threads h CROSS JOIN entries e
        WHERE h.conv = t.conv AND h.root = t.seq AND e.conv = h.conv AND e.seq = h.last`,
  readers: 0,
  take(fold, { a, b, s }) {
    fold.thread = { replies: a ?? 1, last: b ?? 0, at: Number(s), users: [] };
  },
};

/** A row for each of the first who replied. */
const repliers: FoldPart = {
  name: "repliers",
  part: PARTS.thread,
  sql: `SELECT t.id AS conv, t.seq, p.first AS a, CAST(NULL AS BIGINT) AS b, p.person AS s, CAST(NULL AS TEXT) AS t
        FROM t CROSS JOIN thread_people p
        WHERE p.conv = t.conv AND p.root = t.seq AND p.first IN (SELECT x.first FROM thread_people x WHERE x.conv = t.conv AND x.root = t.seq AND x.first IS NOT NULL
                          ORDER BY x.first LIMIT ${LIMITS.threadUsers})
        ORDER BY t.id, t.seq, p.first`,
  readers: 0,
  take(fold, { s }) {
    fold.thread?.users.push(s ?? "");
  },
};

export const threadFolds: readonly FoldPart[] = [thread, repliers];
