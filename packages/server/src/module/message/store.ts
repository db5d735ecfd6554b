import { LIMITS } from "@skein/protocol";
import { PARTS } from "../../message/fold.ts";
import { NEXT, NUM } from "../../message/shown.ts";
import type { Statement } from "../../storage/storage.ts";

/*
 * What operations write. Each begins with its guard: it changes exactly one row, or the whole write is undone. A second try of the
 * same operation fails there.
 */

/** Notes an operation on a message, and which part of its fold it changes; not on one that was taken back. */
export function touch(conv: string, seq: number, part: keyof typeof PARTS): Statement {
  return {
    sql: `INSERT INTO folds (conv, seq, upto, parts) SELECT c.num, ?, ${NEXT}, ${PARTS[part]} FROM conversations c WHERE c.id = ?
          ON CONFLICT (conv, seq) DO UPDATE SET upto = excluded.upto, parts = folds.parts | excluded.parts WHERE folds.recall IS NULL`,
    parameters: [seq, conv],
    expect: { changes: 1, error: "recalled" },
  };
}

/** The `times`-th edit: `conflict` when another one came before it. */
export function edit(conv: string, seq: number, times: number): Statement {
  return {
    sql: `UPDATE folds SET edit = upto, times = times + 1 WHERE conv = ${NUM} AND seq = ? AND times = ?`,
    parameters: [conv, seq, times - 1],
    expect: { changes: 1, error: "conflict" },
  };
}

/** Takes a message back that was edited `times` times: `conflict` when it was edited once more. */
export function recall(conv: string, seq: number, times: number): Statement {
  return {
    sql: `UPDATE folds SET recall = upto, edit = NULL WHERE conv = ${NUM} AND seq = ? AND times = ?`,
    parameters: [conv, seq, times],
    expect: { changes: 1, error: "conflict" },
  };
}

/** Deletes what entries say, and notes by what that changes the log's digest. */
export function erase(conv: string, entries: readonly { seq: number; correction: string }[]): Statement[] {
  return entries.flatMap(({ seq, correction }) => [
    {
      sql: `UPDATE entries SET body = '{}' WHERE conv = ${NUM} AND seq = ?`,
      parameters: [conv, seq],
      expect: { changes: 1, error: "conflict" } as const,
    },
    {
      sql: "INSERT INTO corrections (conv, seq, digest) SELECT num, ?, ? FROM conversations WHERE id = ?",
      parameters: [seq, correction, conv],
    },
  ]);
}

/** Nobody has reacted to what was taken back. */
export function forgetReactions(conv: string, seq: number): Statement[] {
  return ["reactions", "reaction_counts", "hidden_operations"].map((table) => ({
    sql: `DELETE FROM ${table} WHERE conv = ${NUM} AND seq = ?`,
    parameters: [conv, seq],
  }));
}

/** After {@link touch}. `conflict` when it was given before; `too_many` beyond the bounds. */
export function react(conv: string, seq: number, user: string, emoji: string): Statement[] {
  const first = `(SELECT f.upto FROM folds f WHERE f.conv = c.num AND f.seq = ?)`;
  return [
    {
      sql: `INSERT INTO reactions (conv, seq, person, emoji, op) SELECT c.num, ?, ?, ?, ${first} FROM conversations c WHERE c.id = ?
            ON CONFLICT (conv, seq, person, emoji) DO NOTHING`,
      parameters: [seq, user, emoji, seq, conv],
      expect: { changes: 1, error: "conflict" },
    },
    {
      sql: `INSERT INTO reaction_counts (conv, seq, emoji, n, first) SELECT c.num, ?, ?, 1, ${first} FROM conversations c WHERE c.id = ?
            AND (SELECT count(*) FROM reactions r WHERE r.conv = c.num AND r.seq = ? AND r.person = ?) <= ${LIMITS.reactionsOfOne}
            AND (SELECT count(*) FROM reaction_counts k WHERE k.conv = c.num AND k.seq = ? AND k.emoji <> ?) < ${LIMITS.reactions}
            ON CONFLICT (conv, seq, emoji) DO UPDATE SET n = reaction_counts.n + 1`,
      parameters: [seq, emoji, seq, conv, seq, user, seq, emoji],
      expect: { changes: 1, error: "too_many" },
    },
  ];
}

/** After {@link touch}. `conflict` when it was not given. */
export function unreact(conv: string, seq: number, user: string, emoji: string): Statement[] {
  return [
    {
      sql: `DELETE FROM reactions WHERE conv = ${NUM} AND seq = ? AND person = ? AND emoji = ?`,
      parameters: [conv, seq, user, emoji],
      expect: { changes: 1, error: "conflict" },
    },
    {
      sql: `UPDATE reaction_counts SET n = n - 1 WHERE conv = ${NUM} AND seq = ? AND emoji = ?`,
      parameters: [conv, seq, emoji],
    },
    {
      sql: `DELETE FROM reaction_counts WHERE conv = ${NUM} AND seq = ? AND emoji = ? AND n = 0`,
      parameters: [conv, seq, emoji],
    },
  ];
}
