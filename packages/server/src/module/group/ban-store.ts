import { LIMITS } from "@skein/protocol";
import { NUM } from "../../message/shown.ts";
import type { Statement } from "../../storage/storage.ts";
import type { GroupRoom } from "./room.ts";
import { marks } from "./store.ts";

/** Keeps somebody out; twice changes nothing. */
export function ban(conv: string, user: string, by: string, at: number, reason: string | undefined): Statement {
  return {
    sql: `INSERT INTO group_bans (conv, person, maker, made, reason) SELECT c.num, ?, ?, ?, ? FROM conversations c WHERE c.id = ?
          AND (SELECT count(*) FROM group_bans b WHERE b.conv = c.num) < ${LIMITS.groupBans}
          ON CONFLICT (conv, person) DO UPDATE SET maker = group_bans.maker`,
    parameters: [user, by, at, reason ?? null, conv],
    expect: { changes: 1, error: "too_many" },
  };
}

export function unban(conv: string, user: string): Statement {
  return { sql: `DELETE FROM group_bans WHERE conv = ${NUM} AND person = ?`, parameters: [conv, user] };
}

/** They have not come in meanwhile. */
export function notMember(conv: string, user: string): Statement {
  return {
    sql: `UPDATE conversations SET size = size WHERE id = ?
          AND NOT EXISTS (SELECT 1 FROM members m WHERE m.conv = conversations.num AND m."user" = ?)`,
    parameters: [conv, user],
    expect: { changes: 1, error: "conflict" },
  };
}

/** They do not ask to come in any more. */
export function forgetRequests(conv: string, users: readonly string[]): Statement {
  return {
    sql: `DELETE FROM group_requests WHERE conv = ${NUM} AND person IN (${marks(users.length)})`,
    parameters: [conv, ...users],
  };
}

/** Which of these are banned. */
export async function bannedOf({ reading }: GroupRoom, conv: string, users: readonly string[]): Promise<string[]> {
  const rows = await reading.storage.query<{ person: string }>({
    sql: `SELECT person FROM group_bans WHERE conv = ${NUM} AND person IN (${marks(users.length)})`,
    parameters: [conv, ...users],
  });
  return rows.map(({ person }) => person);
}

export interface BanRow {
  readonly person: string;
  readonly maker: string;
  readonly made: number;
  readonly reason: string | null;
}

export function bansAfter({ reading }: GroupRoom, conv: string, after: string, limit: number) {
  return reading.storage.query<BanRow>({
    sql: `SELECT person, maker, made, reason FROM group_bans WHERE conv = ${NUM} AND person > ? ORDER BY person LIMIT ?`,
    parameters: [conv, after, limit],
  });
}
