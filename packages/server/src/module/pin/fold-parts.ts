import { PARTS, type FoldPart } from "../../message/fold.ts";

const pinned: FoldPart = {
  name: "pinned",
  part: PARTS.pinned,
  sql: `SELECT t.id AS conv, t.seq, e.at AS a, CAST(NULL AS BIGINT) AS b, e.sender AS s, CAST(NULL AS TEXT) AS t
        FROM t CROSS JOIN pins p CROSS JOIN entries e
        WHERE p.conv = t.conv AND p.seq = t.seq AND e.conv = p.conv AND e.seq = p.op`,
  readers: 0,
  take(fold, { a, s }) {
    fold.pinned = { by: s ?? "", at: a ?? 0 };
  },
};

export const pinFolds: readonly FoldPart[] = [pinned];
