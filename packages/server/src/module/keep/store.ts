import { LIMITS, selfId } from "@skein/protocol";
import type { KeepChange } from "@skein/protocol/schema";
import { NUM } from "../../message/shown.ts";
import type { Draft, Statement } from "../../storage/storage.ts";

/* What the commands of this room write: rows of the person alone, and an entry of their self log that tells their devices. */

/** The seq that the first entry of a write will get in a person's self log; its parameter is the id of that log. */
const NEXT_OF_SELF = `(SELECT coalesce(max(e.seq), 0) + 1 FROM entries e WHERE e.conv = ${NUM})`;
const FIELDS = ["pinned", "quiet", "hidden", "archived", "unread", "notify"] as const;
/** What `notify` says, by its number in the table. */
export const NOTIFY = ["default", "all", "mentions", "none"] as const;
const GIVEN = "CAST(? AS BIGINT)";

/** An entry of the person's own log. */
export function toSelf(user: string, kind: string, body: object): Draft {
  return { conv: selfId(user), from: user, kind, countable: false, body: JSON.stringify(body), byMember: false };
}

/** Writes the fields that are given over those that were there. */
export function keep(user: string, { conv, unread, folders, notify, ...given }: KeepChange): Statement[] {
  const numbers: Readonly<Record<(typeof FIELDS)[number], number | undefined>> = {
    ...{ pinned: given.pinned, quiet: given.quiet, hidden: given.hidden, archived: given.archived },
    unread: unread === undefined ? undefined : Number(unread),
    notify: notify === undefined ? undefined : NOTIFY.indexOf(notify),
  };
  const values = FIELDS.map((field) => numbers[field] ?? null);
  const list = folders === undefined ? null : JSON.stringify(folders);
  const rows: Statement[] = [
    {
      sql: `INSERT INTO kept (person, conv, v, ${FIELDS.join(", ")}, folders)
            SELECT ?, c.num, ${NEXT_OF_SELF}, ${FIELDS.map(() => `coalesce(${GIVEN}, 0)`).join(", ")}, coalesce(CAST(? AS TEXT), '[]')
            FROM conversations c WHERE c.id = ?
            ON CONFLICT (person, conv) DO UPDATE SET v = excluded.v,
              ${FIELDS.map((field) => `${field} = coalesce(${GIVEN}, kept.${field})`).join(", ")},
              folders = coalesce(CAST(? AS TEXT), kept.folders)`,
      parameters: [user, selfId(user), ...values, list, conv, ...values, list],
      expect: { changes: 1, error: "not_found" },
    },
  ];
  if (given.pinned) rows.push(notTooManyPinned(user, conv));
  return rows;
}

function notTooManyPinned(user: string, conv: string): Statement {
  return {
    sql: `UPDATE kept SET v = v WHERE person = ? AND conv = ${NUM}
          AND (SELECT count(*) FROM kept k WHERE k.person = ? AND k.pinned > 0) <= ${LIMITS.pinned}`,
    parameters: [user, conv, user],
    expect: { changes: 1, error: "too_many" },
  };
}

/** What is older is cleared for this member: they may not read it any more. */
export function clearBefore(user: string, conv: string, since: number): Statement[] {
  return [
    {
      sql: `UPDATE members SET since = ? WHERE conv = ${NUM} AND "user" = ? AND since < ?`,
      parameters: [since, conv, user, since],
    },
    {
      sql: `DELETE FROM kept_messages WHERE person = ? AND conv = ${NUM} AND seq < ?`,
      parameters: [user, conv, since],
    },
  ];
}

export function draft(user: string, conv: string, text: string, reply: number): Statement {
  return {
    sql: `INSERT INTO kept_drafts (person, conv, v, text, reply) SELECT ?, c.num, ${NEXT_OF_SELF}, CAST(? AS TEXT), ${GIVEN}
          FROM conversations c WHERE c.id = ?
          ON CONFLICT (person, conv) DO UPDATE SET v = excluded.v, text = excluded.text, reply = excluded.reply`,
    parameters: [user, selfId(user), text, reply, conv],
    expect: { changes: 1, error: "not_found" },
  };
}

/** Stars one message, unless it is already, was taken back, or deleted for the person. */
export function star(user: string, conv: string, seq: number): Statement {
  return {
    sql: `INSERT INTO kept_messages (person, conv, seq, star) SELECT ?, c.num, ${GIVEN}, ${NEXT_OF_SELF} FROM conversations c
          WHERE c.id = ? AND NOT EXISTS (SELECT 1 FROM folds f WHERE f.conv = c.num AND f.seq = ? AND f.recall IS NOT NULL)
          ON CONFLICT (person, conv, seq) DO UPDATE SET star = excluded.star WHERE kept_messages.star = 0 AND kept_messages.gone = 0`,
    parameters: [user, seq, selfId(user), conv, seq],
  };
}

/** Goes after stars were given, by a member. */
export function notTooManyStars(user: string, conv: string): Statement {
  return {
    sql: `UPDATE members SET role = role WHERE conv = ${NUM} AND "user" = ?
          AND (SELECT count(*) FROM kept_messages k WHERE k.person = ? AND k.star > 0) <= ${LIMITS.starred}`,
    parameters: [conv, user, user],
    expect: { changes: 1, error: "too_many" },
  };
}

export function unstar(user: string, conv: string, seq: number): Statement {
  return {
    sql: `UPDATE kept_messages SET star = 0 WHERE person = ? AND conv = ${NUM} AND seq = ?`,
    parameters: [user, conv, seq],
  };
}

/** Deletes one message for the person; a star on it goes too. */
export function remove(user: string, conv: string, seq: number): Statement {
  return {
    sql: `INSERT INTO kept_messages (person, conv, seq, gone) SELECT ?, c.num, ${GIVEN}, 1 FROM conversations c WHERE c.id = ?
          ON CONFLICT (person, conv, seq) DO UPDATE SET gone = 1, star = 0`,
    parameters: [user, seq, conv],
  };
}

/** Goes after messages were deleted, by a member. */
export function notTooManyRemoved(user: string, conv: string): Statement {
  return {
    sql: `UPDATE members SET role = role WHERE conv = ${NUM} AND "user" = ?
          AND (SELECT count(*) FROM kept_messages k WHERE k.person = ? AND k.conv = members.conv AND k.gone > 0) <= ${LIMITS.removed}`,
    parameters: [conv, user, user],
    expect: { changes: 1, error: "too_many" },
  };
}

/** Nobody keeps a star on what was taken back. */
export function forgetMessage(conv: string, seq: number): Statement[] {
  return [{ sql: `DELETE FROM kept_messages WHERE conv = ${NUM} AND seq = ? AND gone = 0`, parameters: [conv, seq] }];
}
