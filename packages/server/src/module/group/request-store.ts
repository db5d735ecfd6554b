import { LIMITS, selfId } from "@skein/protocol";
import { NUM } from "../../message/shown.ts";
import type { Draft, Statement } from "../../storage/storage.ts";
import type { GroupRoom } from "./room.ts";
import { notice } from "./store.ts";

/** Notes that somebody asks to come in; `conflict` when they do already, are in, or are banned. */
export function ask(conv: string, user: string, note: string | undefined, now: number, most: number): Statement {
  return {
    sql: `INSERT INTO group_requests (conv, person, note, asked) SELECT c.num, u.id, ?, ? FROM conversations c, users u
          WHERE c.id = ? AND u.id = ? AND (SELECT count(*) FROM group_requests r WHERE r.conv = c.num) < ?
            AND NOT EXISTS (SELECT 1 FROM group_bans b WHERE b.conv = c.num AND b.person = u.id)
            AND NOT EXISTS (SELECT 1 FROM members m WHERE m.conv = c.num AND m."user" = u.id)
          ON CONFLICT (conv, person) DO NOTHING`,
    parameters: [note || null, now, conv, user, most],
    expect: { changes: 1, error: "conflict" },
  };
}

/** Answers a request; `ended` where somebody else has, or where there is none. */
export function takeRequest(conv: string, user: string): Statement {
  return {
    sql: `DELETE FROM group_requests WHERE conv = ${NUM} AND person = ?`,
    parameters: [conv, user],
    expect: { changes: 1, error: "ended" },
  };
}

export async function hasAsked(room: GroupRoom, conv: string, user: string): Promise<boolean> {
  return (await one(room, "AND person = ?", [conv, user])) > 0;
}

/** How many ask. */
export function requestsOf(room: GroupRoom, conv: string): Promise<number> {
  return one(room, "", [conv]);
}

async function one({ reading }: GroupRoom, where: string, parameters: readonly unknown[]): Promise<number> {
  const [row] = await reading.storage.query<{ n: number }>({
    sql: `SELECT count(*) AS n FROM group_requests WHERE conv = ${NUM} ${where}`,
    parameters,
  });
  return Number(row?.n ?? 0);
}

interface RequestRow {
  readonly person: string;
  readonly note: string | null;
  readonly asked: number;
}

export function requestsIn({ reading }: GroupRoom, conv: string, limit: number) {
  return reading.storage.query<RequestRow>({
    sql: `SELECT person, note, asked FROM group_requests WHERE conv = ${NUM} ORDER BY asked, person LIMIT ?`,
    parameters: [conv, limit],
  });
}

/** An entry for each owner and admin, up to a bound: their devices look at the group again. */
export async function tellStaff({ reading }: GroupRoom, conv: string, by: string): Promise<Draft[]> {
  const staff = await reading.storage.query<{ person: string }>({
    sql: `SELECT "user" AS person FROM members WHERE conv = ${NUM} AND role <> 'member' LIMIT ${LIMITS.toldOfRequests}`,
    parameters: [conv],
  });
  return staff.map(({ person }) => notice(selfId(person), by, "self.group", { conv }));
}
