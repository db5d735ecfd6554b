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
  since: number;
  muted: number;
  nick: string | null;
}

export interface ConversationRow {
  num: number;
  id: string;
  kind: ConversationKind;
  name: string | null;
  color: number | null;
  size: number;
  created: number;
  settings: string;
  shown: number;
}

export const ENTRY_COLUMNS = "pos, seq, sender, key, at, kind, ref, count, body";
export const CONVERSATION_COLUMNS = "num, id, kind, name, color, size, created, settings, shown";
export const MEMBER_COLUMNS = "user, role, read, read_count, delivered, since, muted, nick";

export function toEntry(conv: string, row: EntryRow): StoredEntry {
  const { pos, seq, sender, key, at, kind, ref, count, body } = row;
  return { conv, pos, seq, from: sender, key, at, kind, ref, count, body };
}

export function toMember(row: MemberRow): StoredMember {
  const { user, role, read, read_count: readCount, delivered, since, muted, nick } = row;
  return { user, role, read, readCount, delivered, since, muted, nick };
}
