import type { ConversationKind } from "@skein/protocol";
import type { GroupRole, StoredEntry, StoredMember } from "../storage.ts";

/** Columns of an entry as the reader's statements name them; all null where an outer join found none. */
export interface EntryRow {
  pos: number;
  seq: number;
  sender: string;
  key: string | null;
  at: number;
  kind: string;
  ref: number | null;
  count: number;
  body: string;
}

export interface MemberRow {
  user: string;
  role: GroupRole;
  read: number;
  read_count: number;
  delivered: number;
}

export interface ConversationRow {
  num: number;
  id: string;
  kind: ConversationKind;
  name: string | null;
  color: number | null;
  size: number;
  created: number;
}

export const ENTRY_COLUMNS = "pos, seq, sender, key, at, kind, ref, count, body";
export const MEMBER_COLUMNS = "user, role, read, read_count, delivered";

export function toEntry(conv: string, row: EntryRow): StoredEntry {
  const { pos, seq, sender, key, at, kind, ref, count, body } = row;
  return { conv, pos, seq, from: sender, key, at, kind, ref, count, body };
}

export function toMember(row: MemberRow): StoredMember {
  return { user: row.user, role: row.role, read: row.read, readCount: row.read_count, delivered: row.delivered };
}
