import { NUM } from "../../message/shown.ts";
import type { Forget } from "../message/index.ts";
import type { Statement } from "../../storage/storage.ts";
import { choicesOf } from "./choices.ts";

/** A vote as it changes: which options, as masks. */
export interface Change {
  readonly conv: string;
  readonly seq: number;
  readonly user: string;
  readonly was: number;
  readonly now: number;
  /** How many options the poll has. */
  readonly options: number;
  /** How often it was voted on before. */
  readonly votes: number;
  readonly anonymous: boolean;
}

/** After `touch`. `ended` when the poll was closed, `conflict` when what it was worked out from has changed. */
export function voteRows(change: Change): Statement[] {
  const { conv, seq, was, now, options, votes, anonymous } = change;
  const voters = (now === 0 ? 0 : 1) - (was === 0 ? 0 : 1);
  return [
    {
      sql: `INSERT INTO polls (conv, seq, votes, voters) SELECT c.num, ?, 1, ${voters} FROM conversations c WHERE c.id = ?
            ON CONFLICT (conv, seq) DO UPDATE SET votes = polls.votes + 1, voters = polls.voters + (${voters})
            WHERE polls.closed IS NULL`,
      parameters: [seq, conv],
      expect: { changes: 1, error: "ended" },
    },
    ...(anonymous ? [unchanged(change)] : []),
    ballot(change),
    ...(votes === 0 ? Array.from({ length: options }, (_, choice) => count(change, choice, 0)) : []),
    ...choicesOf(was & ~now).map((choice) => count(change, choice, -1)),
    ...choicesOf(now & ~was).map((choice) => count(change, choice, 1)),
  ];
}

/** Sums that others are told are worked out before: nobody may have voted meanwhile. */
function unchanged({ conv, seq, votes }: Change): Statement {
  return {
    sql: `UPDATE polls SET votes = votes WHERE conv = ${NUM} AND seq = ? AND votes = ?`,
    parameters: [conv, seq, votes + 1],
    expect: { changes: 1, error: "conflict" },
  };
}

/** What one person chose: `conflict` when that was something else than what it was worked out from. */
function ballot({ conv, seq, user, was, now, anonymous }: Change): Statement {
  const expect = { changes: 1, error: "conflict" } as const;
  const op = anonymous ? "0" : `(SELECT f.upto FROM folds f WHERE f.conv = ${NUM} AND f.seq = ?)`;
  const opOf = anonymous ? [] : [conv, seq];
  if (was === 0)
    return {
      sql: `INSERT INTO poll_votes (conv, seq, person, mask, op) SELECT c.num, ?, ?, ${now}, ${op} FROM conversations c WHERE c.id = ?
            ON CONFLICT (conv, seq, person) DO NOTHING`,
      parameters: [seq, user, ...opOf, conv],
      expect,
    };
  const where = `conv = ${NUM} AND seq = ? AND person = ? AND mask = ${was}`;
  const of = [conv, seq, user];
  if (now === 0) return { sql: `DELETE FROM poll_votes WHERE ${where}`, parameters: of, expect };
  return {
    sql: `UPDATE poll_votes SET mask = ${now}, op = ${op} WHERE ${where}`,
    parameters: [...opOf, ...of],
    expect,
  };
}

function count({ conv, seq }: Change, choice: number, by: number): Statement {
  return {
    sql: `INSERT INTO poll_counts (conv, seq, choice, n) SELECT c.num, ?, ${choice}, ${by} FROM conversations c WHERE c.id = ?
          ON CONFLICT (conv, seq, choice) DO UPDATE SET n = poll_counts.n + (${by})`,
    parameters: [seq, conv],
  };
}

/** After `touch`: nobody votes on it any more. `ended` when that was so already. */
export function closeRow(conv: string, seq: number): Statement {
  return {
    sql: `INSERT INTO polls (conv, seq, votes, voters, closed)
          SELECT c.num, f.seq, 0, 0, f.upto FROM conversations c JOIN folds f ON f.conv = c.num AND f.seq = ? WHERE c.id = ?
          ON CONFLICT (conv, seq) DO UPDATE SET closed = excluded.closed WHERE polls.closed IS NULL`,
    parameters: [seq, conv],
    expect: { changes: 1, error: "ended" },
  };
}

/** Nobody has voted on what was taken back. */
export const pollForgets: Forget = (conv, seq) =>
  ["polls", "poll_votes", "poll_counts"].map((table) => ({
    sql: `DELETE FROM ${table} WHERE conv = ${NUM} AND seq = ?`,
    parameters: [conv, seq],
  }));
