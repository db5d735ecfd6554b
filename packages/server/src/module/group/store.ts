import { LIMITS } from "@skein/protocol";
import type { Draft, GroupRole, Statement } from "../../storage/storage.ts";

/*
 * What the commands of this room write. Each statement that must still be right when it runs is a guard: it changes
 * exactly so many rows, or the whole write is undone with its error.
 */

const NUM = "(SELECT num FROM conversations WHERE id = ?)";
const marks = (count: number) => new Array(count).fill("?").join(", ");

export function createGroup(
  id: string,
  { name, color, size, settings }: { name: string; color: number; size: number; settings: string },
  now: number,
): Statement {
  return {
    sql: "INSERT INTO conversations (id, kind, name, color, size, settings, created) VALUES (?, 'group', ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
    parameters: [id, name, color, size, settings, now],
    expect: { changes: 1, error: "conflict" },
  };
}

/** Newcomers begin at the head: what was said before is not unread to them. All of them, or `conflict` when one is there already. */
export function insertMembers(id: string, users: readonly string[], role: GroupRole): Statement {
  const head = (column: string) =>
    `coalesce((SELECT e.${column} FROM entries e WHERE e.conv = c.num ORDER BY e.seq DESC LIMIT 1), 0)`;
  return {
    sql: `INSERT INTO members (conv, "user", role, read, read_count, delivered)
      SELECT c.num, u.id, ?, ${head("seq")}, ${head("count")}, ${head("seq")} FROM users u, conversations c
      WHERE c.id = ? AND u.id IN (${marks(users.length)}) ON CONFLICT (conv, "user") DO NOTHING`,
    parameters: [role, id, ...users],
    expect: { changes: users.length, error: "conflict" },
  };
}

/** Counts anew; more than a group may have is `group_full`. [GROUP-6] */
export function recount(id: string): Statement {
  const size = "(SELECT count(*) FROM members WHERE conv = num)";
  return {
    sql: `UPDATE conversations SET size = ${size} WHERE id = ? AND ${size} <= ${LIMITS.groupMembers}`,
    parameters: [id],
    expect: { changes: 1, error: "group_full" },
  };
}

/** The person still has one of these roles. */
export function stillHas(id: string, user: string, roles: readonly GroupRole[]): Statement {
  return {
    sql: `UPDATE members SET role = role WHERE conv = ${NUM} AND "user" = ? AND role IN (${marks(roles.length)})`,
    parameters: [id, user, ...roles],
    expect: { changes: 1, error: "forbidden" },
  };
}

export function removeMember(id: string, user: string, having: readonly GroupRole[]): Statement {
  return {
    sql: `DELETE FROM members WHERE conv = ${NUM} AND "user" = ? AND role IN (${marks(having.length)})`,
    parameters: [id, user, ...having],
    expect: { changes: 1, error: "conflict" },
  };
}

const OTHERS = `SELECT 1 FROM members o WHERE o.conv = members.conv AND o."user" <> members."user"`;

/** Goes, unless others would be left without an owner. [GROUP-5] */
export function leaveGroup(id: string, user: string): Statement {
  return {
    sql: `DELETE FROM members WHERE conv = ${NUM} AND "user" = ?
      AND (role <> 'owner' OR EXISTS (${OTHERS} AND o.role = 'owner') OR NOT EXISTS (${OTHERS}))`,
    parameters: [id, user],
    expect: { changes: 1, error: "last_owner" },
  };
}

/** Changes a role, unless no owner would be left. [GROUP-5] */
export function setRole(id: string, user: string, role: GroupRole): Statement {
  return {
    sql: `UPDATE members SET role = ? WHERE conv = ${NUM} AND "user" = ?
      AND (? = 'owner' OR role <> 'owner' OR EXISTS (${OTHERS} AND o.role = 'owner'))`,
    parameters: [role, id, user, role],
    expect: { changes: 1, error: "last_owner" },
  };
}

export function changeGroup(id: string, name: string | undefined, color: number | undefined): Statement {
  return {
    sql: "UPDATE conversations SET name = coalesce(?, name), color = coalesce(?, color) WHERE id = ?",
    parameters: [name ?? null, color ?? null, id],
    expect: { changes: 1, error: "not_found" },
  };
}

/** An entry that a command writes about the group or into somebody's self log. */
export function notice(conv: string, from: string, kind: string, body: object): Draft {
  return { conv, from, kind, countable: false, body: JSON.stringify(body), byMember: false };
}
