import type { ConversationKind } from "@skein/protocol";
import { KINDS, type Bodies, type Kind } from "@skein/protocol/schema";
import { tellOthers, type ToldOthers } from "../storage/others.ts";
import type {
  GroupRole,
  MarkState,
  StoredConversation,
  StoredEntry,
  StoredMember,
  StoredSummary,
} from "../storage/storage.ts";

/** A member as the line knows them; changed in place by what is committed. */
export interface MemberState {
  role: GroupRole;
  read: number;
  readCount: number;
  delivered: number;
  since: number;
  muted: number;
  nick: string | null;
}

/**
 * A conversation in memory: who may speak, who hears, how far each has got. It follows the log: entries are applied in the order of
 * `seq`, marks in any order, as they only move forwards. So it never needs to be read again; removing it only costs a read.
 */
export class Conversation {
  readonly id: string;
  readonly kind: ConversationKind;
  readonly created: number;
  readonly members = new Map<string, MemberState>();
  /** Rises whenever members come or go. */
  revision = 0;
  name: string | null;
  color: number | null;
  settings: Readonly<Record<string, unknown>>;
  last: StoredEntry | null;
  shown: StoredEntry | null;

  constructor(stored: StoredConversation) {
    this.id = stored.id;
    this.kind = stored.kind;
    this.created = stored.created;
    this.name = stored.name;
    this.color = stored.color;
    this.settings = JSON.parse(stored.settings) as Record<string, unknown>;
    this.last = stored.last;
    this.shown = stored.shown;
    for (const { user, ...state } of stored.members) this.members.set(user, state);
  }

  get head(): number {
    return this.last?.seq ?? 0;
  }

  /**
   * Takes a committed entry in; one that a member sent moves its author's marks too. What is in already is passed over. False when
   * something before it is missing here: then this one knows no longer who is in.
   */
  apply(entry: StoredEntry): boolean {
    if (entry.seq <= this.head) return true;
    if (entry.seq > this.head + 1) return false;
    const { seq, count, from } = entry;
    if (entry.ref === null && KINDS[entry.kind as Kind].sendable) this.#advance(from, seq, count, seq);
    else this.#applyMembership(entry);
    this.last = entry;
    if (entry.ref === null) this.shown = entry;
    else if (entry.kind === "message.recalled" && entry.ref === this.shown?.seq)
      this.shown = withoutContent(this.shown);
    return true;
  }

  applyMark(mark: MarkState): void {
    this.#advance(mark.user, mark.read, mark.readCount, mark.delivered);
  }

  /** What is older than `since` is no longer there for a member. */
  clearFor(user: string, since: number): void {
    const member = this.members.get(user);
    if (member) member.since = Math.max(member.since, since);
  }

  // parts, not one object: this is done for every message
  #advance(user: string, read: number, readCount: number, delivered: number): void {
    const member = this.members.get(user);
    if (!member) return;
    if (read > member.read) {
      member.read = read;
      member.readCount = readCount;
    }
    if (delivered > member.delivered) member.delivered = delivered;
  }

  /** Membership is what the log says it is. */
  #applyMembership(entry: StoredEntry): void {
    this.revision += 1;
    switch (entry.kind) {
      case "member.added":
        for (const user of body<"member.added">(entry).users)
          this.members.set(user, this.#newcomer(body<"member.added">(entry).history));
        return;
      case "member.joined":
        this.members.set(entry.from, this.#newcomer(body<"member.joined">(entry).history));
        return;
      case "member.removed":
        this.members.delete(body<"member.removed">(entry).user);
        return;
      case "member.left":
        this.members.delete(entry.from);
        return;
      case "member.role": {
        const { user, role } = body<"member.role">(entry);
        this.#become(user, { role });
        return;
      }
      case "member.transferred":
        this.#become(body<"member.transferred">(entry).user, { role: "owner" });
        this.#become(entry.from, { role: "admin" });
        return;
      case "member.muted": {
        const { user, until } = body<"member.muted">(entry);
        this.#become(user, { muted: until });
        return;
      }
      case "member.nick":
        this.#become(entry.from, { nick: body<"member.nick">(entry).nick || null });
        return;
      case "group.dissolved":
        this.settings = { ...this.settings, dissolved: body<"group.dissolved">(entry).at };
        return;
      case "group.updated": {
        const { name, color, settings } = body<"group.updated">(entry);
        this.name = name ?? this.name;
        this.color = color ?? this.color;
        if (settings) this.settings = { ...this.settings, ...settings };
        return;
      }
    }
  }

  #become(user: string, changed: Partial<MemberState>): void {
    const member = this.members.get(user);
    if (member) Object.assign(member, changed);
  }

  /** What was said before they came is not unread to them, and of it they may read only so much where that is bounded. */
  #newcomer(history?: number): MemberState {
    const { head } = this;
    const since = history === undefined ? 0 : Math.max(0, head + 1 - history);
    const readCount = this.last?.count ?? 0;
    return { role: "member", read: head, readCount, delivered: head, since, muted: 0, nick: null };
  }

  /** The first entry that somebody may read here; 0 and 1: all. */
  readableFrom(user: string): number {
    return this.members.get(user)?.since ?? 0;
  }

  /** As one member sees it; undefined for whoever is none. */
  summaryFor(user: string, marksUpTo: number): StoredSummary | undefined {
    const mine = this.members.get(user);
    if (!mine) return undefined;
    const { id, kind, name, color, created, last, shown } = this;
    return {
      id,
      kind,
      name,
      color,
      created,
      settings: JSON.stringify(this.settings),
      last,
      shown,
      members: this.members.size,
      mine: { user, ...mine },
      others: this.members.size <= marksUpTo ? this.#others(user) : null,
    };
  }

  #others(user: string): ToldOthers {
    const others: StoredMember[] = [];
    for (const [id, state] of this.members) if (id !== user) others.push({ user: id, ...state });
    return tellOthers(others);
  }
}

/** What is left of a message that was taken back. */
export function withoutContent(entry: StoredEntry): StoredEntry {
  return { ...entry, body: "{}" };
}

function body<K extends keyof Bodies>(entry: StoredEntry): Bodies[K] {
  return JSON.parse(entry.body) as Bodies[K];
}
