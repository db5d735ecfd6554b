import type { ConversationKind } from "@skein/protocol";
import type { Bodies } from "@skein/protocol/schema";
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
}

/**
 * A conversation in memory: who may speak, who hears, how far each has got. It follows the log: whatever is committed is
 * applied in the order of `pos`, so it never needs to be read again. Removing it only costs a read.
 */
export class Conversation {
  readonly id: string;
  readonly kind: ConversationKind;
  readonly created: number;
  readonly members = new Map<string, MemberState>();
  name: string | null;
  color: number | null;
  last: StoredEntry | null;
  #pos: number;

  constructor(stored: StoredConversation) {
    this.id = stored.id;
    this.kind = stored.kind;
    this.created = stored.created;
    this.name = stored.name;
    this.color = stored.color;
    this.last = stored.last;
    this.#pos = stored.pos;
    for (const { user, ...state } of stored.members) this.members.set(user, state);
  }

  get head(): number {
    return this.last?.seq ?? 0;
  }

  /** Takes a committed entry in; `byMember` moved its author's marks too. What the loaded state held already is passed over. */
  apply(entry: StoredEntry, byMember: boolean): void {
    if (entry.pos <= this.#pos) return;
    this.#pos = entry.pos;
    if (byMember) {
      const author = this.members.get(entry.from);
      if (author) move(author, entry.seq, entry.count, entry.seq);
    } else {
      this.#applyMembership(entry);
    }
    this.last = entry;
  }

  applyMark(mark: MarkState): void {
    const member = this.members.get(mark.user);
    if (!member || mark.pos <= this.#pos) return;
    this.#pos = mark.pos;
    move(member, mark.read, mark.readCount, mark.delivered);
  }

  /** Membership is what the log says it is. */
  #applyMembership(entry: StoredEntry): void {
    switch (entry.kind) {
      case "member.added":
        for (const user of body<"member.added">(entry).users) this.members.set(user, this.#newcomer());
        return;
      case "member.removed":
        this.members.delete(body<"member.removed">(entry).user);
        return;
      case "member.left":
        this.members.delete(entry.from);
        return;
      case "member.role": {
        const { user, role } = body<"member.role">(entry);
        const member = this.members.get(user);
        if (member) member.role = role;
        return;
      }
      case "group.updated": {
        const { name, color } = body<"group.updated">(entry);
        this.name = name ?? this.name;
        this.color = color ?? this.color;
        return;
      }
    }
  }

  /** What was said before they came is not unread to them. */
  #newcomer(): MemberState {
    return { role: "member", read: this.head, readCount: this.last?.count ?? 0, delivered: this.head };
  }

  /** As one member sees it; undefined for whoever is none. */
  summaryFor(user: string, marksUpTo: number): StoredSummary | undefined {
    const mine = this.members.get(user);
    if (!mine) return undefined;
    const { id, kind, name, color, created, last } = this;
    return {
      id,
      kind,
      name,
      color,
      created,
      last,
      members: this.members.size,
      mine: { user, ...mine },
      others: this.members.size <= marksUpTo ? this.#others(user) : null,
    };
  }

  #others(user: string): StoredMember[] {
    const others: StoredMember[] = [];
    for (const [id, state] of this.members) if (id !== user) others.push({ user: id, ...state });
    return others;
  }
}

function move(member: MemberState, read: number, readCount: number, delivered: number): void {
  member.read = read;
  member.readCount = readCount;
  member.delivered = delivered;
}

function body<K extends keyof Bodies>(entry: StoredEntry): Bodies[K] {
  return JSON.parse(entry.body) as Bodies[K];
}
