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
export type MemberTuple = [user: string, role: GroupRole, read: number, readCount: number, delivered: number];

export interface ConversationRow {
  id: string;
  kind: ConversationKind;
  name: string | null;
  color: number | null;
  created: number;
}

export const ENTRY_COLUMNS = "e.pos, e.seq, e.sender, e.key, e.at, e.kind AS entry_kind, e.ref, e.count, e.body";
export const MEMBER_TUPLE = `json_build_array(m."user", m.role, m.read, m.read_count, m.delivered)`;

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

function toMember([user, role, read, readCount, delivered]: MemberTuple): StoredMember {
  return { user, role, read, readCount, delivered };
}

export function toMembers(json: string): StoredMember[] {
  return (JSON.parse(json) as MemberTuple[]).map(toMember);
}

export function described({ id, kind, name, color, created }: ConversationRow): ConversationRow {
  return { id, kind, name, color, created };
}
