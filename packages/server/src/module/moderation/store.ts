import type { ListedWord, Report, Sanction } from "@skein/protocol/schema";
import { LIMITS } from "@skein/protocol";
import { fingerprint } from "../../kit/id.ts";
import type { Body } from "../../message/bodies.ts";
import type { Saying } from "../../message/rules.ts";
import { NEXT } from "../../message/shown.ts";
import { POS, type Statement } from "../../storage/storage.ts";

/** The first entry of this write is for its author alone. */
export function hiddenHere(conv: string): Statement {
  return {
    sql: `INSERT INTO hidden (conv, seq) SELECT c.num, ${NEXT} FROM conversations c WHERE c.id = ? ON CONFLICT (conv, seq) DO NOTHING`,
    parameters: [conv],
  };
}

const REPORT = "INSERT INTO reports (id, pos, conv, seq, author, reporter, reason, words, said, context, at, state)";

/** The same words of the same person are shown to moderators once in so many ms. */
const HOUR = 3_600_000;

/** The list found words in what is being said: moderators see it. */
export function flagged(saying: Saying, body: Body, words: readonly string[]): Statement {
  const { conv, user, kind, ref, now } = saying;
  const said = JSON.stringify({ kind, body });
  // a second try of the same message, which writes nothing, must report nothing either
  const id = fingerprint(JSON.stringify([conv, user, ref ?? 0, said, Math.floor(now / HOUR)])).slice(0, 24);
  const remark = words.join(", ").slice(0, LIMITS.remark);
  return {
    sql: `${REPORT} SELECT ?, CAST(? AS BIGINT), c.id, ${ref === undefined ? NEXT : "CAST(? AS BIGINT)"}, ?, NULL, 'words', ?, ?, NULL, CAST(? AS BIGINT), 'open'
          FROM conversations c WHERE c.id = ? ON CONFLICT (id) DO NOTHING`,
    parameters: [id, POS, ...(ref === undefined ? [] : [ref]), user, remark, said, now, conv],
  };
}

/** A report of a person; the same of the same message once. */
export function reported(of: {
  readonly id: string;
  readonly conv: string;
  readonly seq: number;
  readonly author: string;
  readonly reporter: string;
  readonly reason: string;
  readonly words: string | undefined;
  readonly said: string;
  readonly context: string;
  readonly at: number;
}): Statement {
  return {
    sql: `${REPORT} VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open') ON CONFLICT (id) DO NOTHING`,
    parameters: [
      ...[of.id, POS, of.conv, of.seq, of.author, of.reporter, of.reason],
      ...[of.words ?? null, of.said, of.context, of.at],
    ],
    expect: { changes: 1, error: "conflict" },
  };
}

export interface ReportRow {
  readonly id: string;
  readonly pos: number;
  readonly conv: string;
  readonly seq: number;
  readonly author: string;
  readonly reporter: string | null;
  readonly reason: Report["reason"];
  readonly words: string | null;
  readonly said: string;
  readonly context: string | null;
  readonly at: number;
  readonly state: Report["state"];
  readonly outcome: NonNullable<Report["outcome"]> | null;
  readonly closer: string | null;
  readonly closed: number | null;
}

export function reportOf(row: ReportRow): Report {
  const { id, conv, seq, author, reporter, reason, words, said, at, state, outcome, closer, closed } = row;
  return {
    ...{ id, conv, seq, author, reason, said: JSON.parse(said) as unknown, at, state },
    ...(reporter !== null && { by: reporter }),
    ...(words !== null && { words }),
    ...(outcome !== null && { outcome }),
    ...(closer !== null && { closedBy: closer }),
    ...(closed !== null && { closedAt: closed }),
  };
}

export function reportById(id: string): Statement {
  return { sql: "SELECT * FROM reports WHERE id = ?", parameters: [id] };
}

export function reportsBefore(
  of: { readonly state?: string | undefined; readonly conv?: string | undefined },
  [pos, id]: readonly [number, string],
  limit: number,
): Statement {
  const { state, conv } = of;
  return {
    sql: `SELECT * FROM reports WHERE (pos < ? OR (pos = ? AND id < ?))${state === undefined ? "" : " AND state = ?"}${conv === undefined ? "" : " AND conv = ?"}
          ORDER BY pos DESC, id DESC LIMIT ?`,
    parameters: [pos, pos, id, ...(state === undefined ? [] : [state]), ...(conv === undefined ? [] : [conv]), limit],
  };
}

/** Closes a report and others of the same message; `conflict` when somebody did before. */
export function settled({ id, conv, seq }: ReportRow, outcome: string, by: string, now: number): Statement[] {
  const set = "UPDATE reports SET state = 'closed', outcome = ?, closer = ?, closed = ?";
  return [
    // first the same row for all reports of a message: two who settle different ones at once do not wait for each other in a circle
    {
      sql: "UPDATE reports SET state = state WHERE id = (SELECT min(r.id) FROM reports r WHERE r.conv = ? AND r.seq = ?)",
      parameters: [conv, seq],
    },
    {
      sql: `${set} WHERE id = ? AND state = 'open'`,
      parameters: [outcome, by, now, id],
      expect: { changes: 1, error: "conflict" },
    },
    { sql: `${set} WHERE conv = ? AND seq = ? AND state = 'open'`, parameters: [outcome, by, now, conv, seq] },
  ];
}

/** Whom this role may lay something upon; not upon oneself. [MOD-5] */
export function mayJudge(by: string, role: "owner" | "admin" | "member", user: string): Statement {
  const lower = role === "owner" ? "role <> 'owner'" : "role = 'member'";
  return {
    sql: `UPDATE users SET role = role WHERE id = ? AND id <> ? AND ${lower}`,
    parameters: [user, by],
    expect: { changes: 1, error: "forbidden" },
  };
}

export function sanctioned({ user, penalty, until, words, by, at }: Sanction): Statement {
  return {
    sql: `INSERT INTO sanctions (person, penalty, until, words, actor, at) VALUES (?, ?, ?, ?, ?, ?)
          ON CONFLICT (person, penalty) DO UPDATE SET until = excluded.until, words = excluded.words, actor = excluded.actor, at = excluded.at`,
    parameters: [user, penalty, until ?? null, words ?? null, by, at],
  };
}

export function lifted(user: string, penalty: string): Statement {
  return {
    sql: "DELETE FROM sanctions WHERE person = ? AND penalty = ?",
    parameters: [user, penalty],
    expect: { changes: 1, error: "not_found" },
  };
}

export interface SanctionRow {
  readonly person: string;
  readonly penalty: Sanction["penalty"];
  readonly until: number | null;
  readonly words: string | null;
  readonly actor: string;
  readonly at: number;
}

export function sanctionOf({ person, penalty, until, words, actor, at }: SanctionRow): Sanction {
  return { user: person, penalty, at, by: actor, ...(until !== null && { until }), ...(words !== null && { words }) };
}

/** Those that still hold, by person. `after` is the person and the penalty of the last one before. */
export function sanctionsAfter(after: string, now: number, limit: number): Statement {
  const [person = "", penalty = ""] = after.split(":");
  return {
    sql: `SELECT * FROM sanctions WHERE (person > ? OR (person = ? AND penalty > ?)) AND (until IS NULL OR until > ?)
          ORDER BY person, penalty LIMIT ?`,
    parameters: [person, person, penalty, now, limit],
  };
}

export function listWord({ word, action }: ListedWord): Statement {
  return {
    sql: "INSERT INTO words (word, action) VALUES (?, ?) ON CONFLICT (word) DO UPDATE SET action = excluded.action",
    parameters: [word, action],
  };
}

/** The list has no more words than it may. */
export const notTooMany: Statement = {
  sql: `UPDATE words SET action = action WHERE word = (SELECT max(word) FROM words) AND (SELECT count(*) FROM words) <= ${LIMITS.words}`,
  parameters: [],
  expect: { changes: 1, error: "too_many" },
};

export function unlistWord(word: string): Statement {
  return { sql: "DELETE FROM words WHERE word = ?", parameters: [word] };
}
