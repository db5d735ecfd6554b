import type { ConversationKind } from "@skein/protocol";
import type { GroupRole, StoredEntry, StoredMember } from "../storage.ts";

/** Columns of an entry; all null where an outer join found none. */
export interface EntryRow {
  pos: number | null;
  seq: number | null;
  sender: string | null;
  key: string | null;
  at: number | null;
  /** A conversation has a kind too, and they come in one row. */
  entry_kind: string | null;
  ref: number | null;
  count: number | null;
  body: string | null;
}

/** A member as it stands in a JSON array: shorter than with its names, and a group may have a thousand. */
export type MemberTuple = [
  user: string,
  role: GroupRole,
  read: number,
  readCount: number,
  delivered: number,
  since: number,
  muted: number,
  nick: string | null,
];

export interface ConversationRow {
  id: string;
  kind: ConversationKind;
  name: string | null;
  color: number | null;
  created: number;
  settings: string;
  /** The newest entry of the talk itself, where the head is another. */
  shown: string | null;
}

export const ENTRY_COLUMNS = "e.pos, e.seq, e.sender, e.key, e.at, e.kind AS entry_kind, e.ref, e.count, e.body";
export const MEMBER_TUPLE = `json_build_array(m."user", m.role, m.read, m.read_count, m.delivered, m.since, m.muted, m.nick)`;
/** Of `c`, with the newest entry of the talk itself where the head `e` is another. */
export const CONVERSATION_COLUMNS = `c.id, c.kind, c.name, c.color, c.created, c.settings,
  CASE WHEN e.ref IS NOT NULL THEN (SELECT json_build_array(s.pos, s.seq, s.sender, s.key, s.at, s.kind, s.ref, s.count, s.body)
    FROM entries s WHERE s.conv = c.num AND s.seq = c.shown)::text END AS shown`;

export function toEntry(conv: string, row: EntryRow): StoredEntry | null {
  const { pos, seq, sender, key, at, entry_kind: kind, ref, count, body } = row;
  if (
    pos === null ||
    seq === null ||
    sender === null ||
    at === null ||
    kind === null ||
    count === null ||
    body === null
  )
    return null;
  return { conv, pos, seq, from: sender, key, at, kind, ref, count, body };
}

function toMember([user, role, read, readCount, delivered, since, muted, nick]: MemberTuple): StoredMember {
  return { user, role, read, readCount, delivered, since, muted, nick };
}

export function toMembers(json: string): StoredMember[] {
  return (JSON.parse(json) as MemberTuple[]).map(toMember);
}

/** A conversation's own fields, and its ends. */
export function described(row: ConversationRow & EntryRow) {
  const { id, kind, name, color, created, settings } = row;
  const last = toEntry(id, row);
  return { id, kind, name, color, created, settings, last, shown: last?.ref == null ? last : shownOf(id, row.shown) };
}

type EntryTuple = [number, number, string, string | null, number, string, number | null, number, string];

function shownOf(conv: string, json: string | null): StoredEntry | null {
  if (json === null) return null;
  const [pos, seq, from, key, at, kind, ref, count, body] = JSON.parse(json) as EntryTuple;
  return { conv, pos, seq, from, key, at, kind, ref, count, body };
}
