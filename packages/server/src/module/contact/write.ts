import { LIMITS, selfId } from "@skein/protocol";
import type { Bodies, ContactChange, FriendRequest, Kind, PrivacyChange } from "@skein/protocol/schema";
import type { ErrorName } from "@skein/protocol";
import { turnOf } from "../../kit/turn.ts";
import type { Draft, Statement } from "../../storage/storage.ts";

/*
 * What the commands of this room write. Each statement that must still be right when it runs is a guard: it changes
 * exactly so many rows, or the whole write is undone with its error.
 */

const guard = (sql: string, parameters: readonly unknown[], changes: number, error: ErrorName): Statement => ({
  sql,
  parameters,
  expect: { changes, error },
});

type Field = "friend" | "blocked";

/** Since when they are friends, or blocked; null: no longer. */
export function setField(person: string, other: string, field: Field, value: number): Statement {
  return {
    sql: `INSERT INTO contacts (person, other, ${field}) VALUES (?, ?, ?)
      ON CONFLICT (person, other) DO UPDATE SET ${field} = excluded.${field}`,
    parameters: [person, other, value],
  };
}

/** Takes it away, where it is; `not_found` where it is not. */
export function takeField(person: string, other: string, field: Field): Statement {
  const sql = `UPDATE contacts SET ${field} = NULL WHERE person = ? AND other = ? AND ${field} IS NOT NULL`;
  return guard(sql, [person, other], 1, "not_found");
}

export function setRemark(person: string, other: string, remark: string | null, pinyin: string | null): Statement {
  return {
    sql: `INSERT INTO contacts (person, other, remark, pinyin) VALUES (?, ?, ?, ?)
      ON CONFLICT (person, other) DO UPDATE SET remark = excluded.remark, pinyin = excluded.pinyin`,
    parameters: [person, other, remark, pinyin],
  };
}

/** Forgets a row that says nothing. */
export function sweep(person: string, other: string): Statement {
  return {
    sql: `DELETE FROM contacts WHERE person = ? AND other = ?
      AND friend IS NULL AND remark IS NULL AND blocked IS NULL`,
    parameters: [person, other],
  };
}

/** One may have so many contacts. */
export function roomForContacts(person: string): Statement {
  const sql = `UPDATE users SET role = role WHERE id = ?
    AND (SELECT count(*) FROM contacts WHERE person = ?) <= ${LIMITS.contacts}`;
  return guard(sql, [person, person], 1, "contacts_full");
}

/** Of two who ask each other at once the second one sees the first one's request. */
export function takeTurn(one: string, other: string): Statement {
  return {
    sql: "INSERT INTO friend_turns (turn) VALUES (?) ON CONFLICT (turn) DO UPDATE SET turn = excluded.turn",
    parameters: [turnOf(one < other ? `${one}\n${other}` : `${other}\n${one}`)],
  };
}

export function areNoFriends(person: string, other: string): Statement {
  const sql = "UPDATE contacts SET friend = friend WHERE person = ? AND other = ? AND friend IS NOT NULL";
  return guard(sql, [person, other], 0, "conflict");
}

/** Nobody asked meanwhile whom this would answer. */
export function didNotAsk(from: string, to: string, now: number): Statement {
  const sql = `UPDATE friend_requests SET state = state
    WHERE person = ? AND other = ? AND state = 'open' AND hidden = 0 AND expires > ?`;
  return guard(sql, [from, to, now], 0, "conflict");
}

/** Puts a request in the place of one that is over; `conflict` where it is not over. */
export function insertRequest({ from, to, greeting, created, expires }: FriendRequest, hidden: boolean): Statement {
  const sql = `INSERT INTO friend_requests (person, other, greeting, state, hidden, created, expires, answered)
    VALUES (?, ?, ?, 'open', ?, ?, ?, NULL)
    ON CONFLICT (person, other) DO UPDATE SET greeting = excluded.greeting, state = 'open', hidden = excluded.hidden,
      created = excluded.created, expires = excluded.expires, answered = NULL
    WHERE friend_requests.state = 'accepted' OR (friend_requests.state = 'open' AND friend_requests.expires <= ?)
      OR (friend_requests.state IN ('refused', 'withdrawn') AND friend_requests.answered <= ?)`;
  const parameters = [from, to, greeting, hidden ? 1 : 0, created, expires, created, created - LIMITS.requestPause];
  return guard(sql, parameters, 1, "conflict");
}

/** Not more wait than may, of this person and for that one. */
export function roomForRequest(from: string, to: string, now: number): Statement {
  const open = (column: string): string =>
    `(SELECT count(*) FROM friend_requests WHERE ${column} = ? AND state = 'open' AND expires > ?)`;
  const sql = `UPDATE users SET role = role WHERE id = ?
    AND ${open("person")} <= ${LIMITS.requestsOpen} AND ${open("other")} <= ${LIMITS.requestsOpen}`;
  return guard(sql, [from, from, now, to, now], 1, "contacts_full");
}

/** Ends an open request that its reader may see; `not_found` where there is none. */
export function endRequest(
  from: string,
  to: string,
  state: "accepted" | "refused" | "withdrawn",
  now: number,
): Statement {
  const seen = state === "withdrawn" ? "" : "AND hidden = 0";
  const sql = `UPDATE friend_requests SET state = ?, answered = ?
    WHERE person = ? AND other = ? AND state = 'open' AND expires > ? ${seen}`;
  return guard(sql, [state, now, from, to, now], 1, "not_found");
}

/** Hides what somebody who is blocked now had asked: they go on seeing it wait. */
export function hideRequest(from: string, to: string): Statement {
  return {
    sql: "UPDATE friend_requests SET hidden = 1 WHERE person = ? AND other = ? AND state = 'open'",
    parameters: [from, to],
  };
}

export function setPrivacy(person: string, { write, add, seen }: PrivacyChange): Statement {
  return {
    sql: `INSERT INTO privacy (person, may_write, may_add, may_see) VALUES (?, ?, ?, ?) ON CONFLICT (person) DO UPDATE SET
      may_write = coalesce(?, privacy.may_write), may_add = coalesce(?, privacy.may_add), may_see = coalesce(?, privacy.may_see)`,
    parameters: [
      person,
      write ?? "everyone",
      add ?? "everyone",
      seen ?? "everyone",
      write ?? null,
      add ?? null,
      seen ?? null,
    ],
  };
}

export function setLink(person: string, code: string, renew: boolean): Statement {
  const conflict = renew ? "DO UPDATE SET code = excluded.code" : "DO NOTHING";
  return {
    sql: `INSERT INTO person_links (person, code) VALUES (?, ?) ON CONFLICT (person) ${conflict}`,
    parameters: [person, code],
  };
}

/** What a person has chosen and written down, and what they asked. */
export function eraseOwn(person: string): Statement[] {
  return [
    { sql: "DELETE FROM contacts WHERE person = ?", parameters: [person] },
    { sql: "DELETE FROM friend_requests WHERE person = ? OR other = ?", parameters: [person, person] },
    { sql: "DELETE FROM privacy WHERE person = ?", parameters: [person] },
    { sql: "DELETE FROM person_links WHERE person = ?", parameters: [person] },
  ];
}

export function forgetContact(person: string, other: string): Statement {
  return { sql: "DELETE FROM contacts WHERE person = ? AND other = ?", parameters: [person, other] };
}

/** An entry for a person's own devices. */
function selfEntry<K extends Kind>(user: string, kind: K, body: Bodies[K]): Draft {
  return { conv: selfId(user), from: user, kind, countable: false, body: JSON.stringify(body), byMember: false };
}

export function contactEntry(user: string, change: ContactChange): Draft {
  return selfEntry(user, "self.contact", change);
}

export function requestEntry(user: string, { from, to, greeting, state, created, expires }: FriendRequest): Draft {
  return selfEntry(user, "self.request", { request: { from, to, greeting, state, created, expires } });
}

export function privacyEntry(user: string, change: PrivacyChange): Draft {
  return selfEntry(user, "self.privacy", change);
}
