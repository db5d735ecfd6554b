import type { GroupRole, Draft, Statement } from "../../storage/storage.ts";
import { NUM } from "../../message/shown.ts";

/*
 * What the commands of this room write about members. Each statement that must still be right when it runs is a guard: it changes
 * exactly so many rows, or the whole write is undone with its error.
 */

export const marks = (count: number) => new Array(count).fill("?").join(", ");

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

const head = (column: string) =>
  `coalesce((SELECT e.${column} FROM entries e WHERE e.conv = c.num ORDER BY e.seq DESC LIMIT 1), 0)`;

/**
 * Newcomers begin at the head: what was said before is not unread to them; with `history` they may read only so many entries of it.
 * All of them, or `conflict` when one is there already or banned. [GROUP-8]
 */
export function insertMembers(id: string, users: readonly string[], role: GroupRole, history?: number): Statement {
  const since = history === undefined ? "0" : `CASE WHEN ${head("seq")} + 1 > ? THEN ${head("seq")} + 1 - ? ELSE 0 END`;
  return {
    sql: `INSERT INTO members (conv, "user", role, read, read_count, delivered, since)
      SELECT c.num, u.id, ?, ${head("seq")}, ${head("count")}, ${head("seq")}, ${since} FROM users u, conversations c
      WHERE c.id = ? AND u.id IN (${marks(users.length)})
        AND NOT EXISTS (SELECT 1 FROM group_bans b WHERE b.conv = c.num AND b.person = u.id)
      ON CONFLICT (conv, "user") DO NOTHING`,
    parameters: [role, ...(history === undefined ? [] : [history, history]), id, ...users],
    expect: { changes: users.length, error: "conflict" },
  };
}

/** So many more, or fewer, are in it; more than a group may have is `group_full`. [GROUP-6] */
export function resize(id: string, by: number, most: number): Statement {
  return {
    sql: "UPDATE conversations SET size = size + ? WHERE id = ? AND (? < 0 OR size + ? <= ?)",
    parameters: [by, id, by, by, most],
    expect: { changes: 1, error: "group_full" },
  };
}

/** Nobody has dissolved it, nor has the last one left it: whoever came in then would have nobody to look after it. [GROUP-5] */
export function stillThere(id: string): Statement {
  return {
    sql: "UPDATE conversations SET dissolved = dissolved WHERE id = ? AND dissolved = 0 AND size > 0",
    parameters: [id],
    expect: { changes: 1, error: "ended" },
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

/** Goes, unless others would be left without an owner; a group that was dissolved needs none. [GROUP-5] */
export function leaveGroup(id: string, user: string): Statement {
  return {
    sql: `DELETE FROM members WHERE conv = ${NUM} AND "user" = ?
      AND (role <> 'owner' OR EXISTS (${OTHERS} AND o.role = 'owner') OR NOT EXISTS (${OTHERS})
        OR EXISTS (SELECT 1 FROM conversations c WHERE c.num = members.conv AND c.dissolved > 0))`,
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

/** The member is there still, with one of these roles, and may not speak until then. */
export function muteMember(id: string, user: string, having: readonly GroupRole[], until: number): Statement {
  return {
    sql: `UPDATE members SET muted = ? WHERE conv = ${NUM} AND "user" = ? AND role IN (${marks(having.length)})`,
    parameters: [until, id, user, ...having],
    expect: { changes: 1, error: "conflict" },
  };
}

export function nameMember(id: string, user: string, nick: string | null, sought: string | null): Statement {
  return {
    sql: `UPDATE members SET nick = ?, sought = ? WHERE conv = ${NUM} AND "user" = ?`,
    parameters: [nick, sought, id, user],
    expect: { changes: 1, error: "not_found" },
  };
}

export function changeGroup(id: string, name: string | undefined, color: number | undefined): Statement {
  return {
    sql: "UPDATE conversations SET name = coalesce(?, name), color = coalesce(?, color) WHERE id = ?",
    parameters: [name ?? null, color ?? null, id],
    expect: { changes: 1, error: "not_found" },
  };
}

/** Puts these settings in the place of those; `conflict` when somebody else changed them meanwhile. */
export function changeSettings(id: string, from: string, to: string): Statement {
  return {
    sql: "UPDATE conversations SET settings = ? WHERE id = ? AND settings = ?",
    parameters: [to, id, from],
    expect: { changes: 1, error: "conflict" },
  };
}

export function dissolve(id: string, at: number): Statement {
  return {
    sql: "UPDATE conversations SET dissolved = ? WHERE id = ? AND dissolved = 0",
    parameters: [at, id],
    expect: { changes: 1, error: "ended" },
  };
}

/** An entry that a command writes about the group or into somebody's self log. */
export function notice(conv: string, from: string, kind: string, body: object): Draft {
  return { conv, from, kind, countable: false, body: JSON.stringify(body), byMember: false };
}
