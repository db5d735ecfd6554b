import { LIMITS } from "@skein/protocol";
import { NEXT, NUM } from "../../message/shown.ts";
import type { Statement } from "../../storage/storage.ts";

/** `conflict` when it is pinned already; `too_many` beyond the bound. */
export function pin(conv: string, seq: number): Statement[] {
  return [
    {
      sql: `INSERT INTO pins (conv, seq, op) SELECT c.num, ?, ${NEXT} FROM conversations c WHERE c.id = ?
            ON CONFLICT (conv, seq) DO NOTHING`,
      parameters: [seq, conv],
      expect: { changes: 1, error: "conflict" },
    },
    {
      sql: `UPDATE conversations SET name = name WHERE id = ?
            AND (SELECT count(*) FROM pins p WHERE p.conv = conversations.num) <= ${LIMITS.pins}`,
      parameters: [conv],
      expect: { changes: 1, error: "too_many" },
    },
  ];
}

/** `conflict` when it is not pinned. */
export function unpin(conv: string, seq: number): Statement[] {
  return forgetPin(conv, seq).map((row) => ({ ...row, expect: { changes: 1, error: "conflict" } }));
}

/** What was taken back is pinned no longer. */
export function forgetPin(conv: string, seq: number): Statement[] {
  return [{ sql: `DELETE FROM pins WHERE conv = ${NUM} AND seq = ?`, parameters: [conv, seq] }];
}
