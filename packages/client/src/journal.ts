import type { Entry } from "@skein/protocol";
import type { Person } from "./people.ts";
import type { Background } from "./background.ts";
import { SkeinError } from "./error.ts";
import type { ConversationRecord, DraftRecord, OutboxRecord, Store, StoreChanges } from "./store/store.ts";

interface Setup {
  readonly store: Store;
  readonly background: Background;
  readonly failed: (error: SkeinError) => void;
  /** Everything of the logs as it stands now, for a store that begins anew. */
  readonly whole: () => StoreChanges;
}

/** Entries that may wait for a write. */
const BOUND = 5_000;

/**
 * Gathers what changed and writes it: one transaction under way, the next fills meanwhile. A cursor travels in the same
 * transaction as what it covers. [CLIENT-10]
 */
export class Journal {
  private next = emptyChanges();
  private dirty = false;
  private writing: Promise<void> | undefined;
  private open = false;
  private holds = 0;
  private held: StoreChanges["place"];

  constructor(private readonly is: Setup) {}

  /** From here on changes are written; what came before is kept until now. */
  start(): void {
    this.open = true;
    if (this.dirty) this.touch();
  }

  /** Forgets what was not written, and takes no more. */
  stop(): void {
    this.open = false;
    this.next = emptyChanges();
    this.held = undefined;
    this.dirty = false;
  }

  /** What there is one of. */
  set(part: Pick<StoreChanges, "place" | "me" | "threads">): void {
    Object.assign(this.next, part);
    this.touch();
  }

  /** What a cursor covers is still being made: until that is done no cursor is written, neither alone nor with everything. [CLIENT-10] */
  async holding(making: () => Promise<void>): Promise<void> {
    this.holds += 1;
    try {
      await making();
    } finally {
      this.holds -= 1;
      if (this.holds === 0 && this.held) {
        this.next.place ??= this.held;
        this.touch();
      }
    }
  }

  conversation(id: string, record: ConversationRecord | null): void {
    this.next.conversations.set(id, record);
    // also where it comes back in the same write
    if (record === null) this.cut(id, Number.MAX_SAFE_INTEGER);
    this.touch();
  }

  entries(entries: readonly Entry[]): void {
    if (entries.length === 0) return;
    this.next.entries.push(...entries);
    // A store that hangs must not fill the memory; entries are a cache, and what is missing is read again.
    if (this.next.entries.length > BOUND) this.next.entries.splice(0, this.next.entries.length - BOUND);
    this.touch();
  }

  /** Forgets the entries of a conversation before `seq`. */
  cut(conv: string, seq: number): void {
    this.next.cut.set(conv, Math.max(seq, this.next.cut.get(conv) ?? 0));
    this.next.entries = this.next.entries.filter((entry) => entry.conv !== conv || entry.seq >= seq);
    this.touch();
  }

  person(person: Person): void {
    this.next.people.set(person.id, person);
    this.touch();
  }

  outbox(key: string, record: OutboxRecord | null): void {
    this.next.outbox.set(key, record);
    this.touch();
  }

  draft(id: string, draft: DraftRecord | undefined): void {
    this.next.drafts.set(id, draft ?? null);
    this.touch();
  }

  /** Writes everything once, as a store wants that has just become ours or that lost a write. */
  whole(): void {
    this.next.whole = true;
    this.touch();
  }

  /** Resolves when all changes so far are stored. */
  async flushed(): Promise<void> {
    while (this.open && (this.dirty || this.writing)) {
      this.writing ??= this.write();
      await this.writing;
    }
  }

  private touch(): void {
    this.dirty = true;
    if (this.open && !this.writing) this.is.background(() => this.flushed());
  }

  private async write(): Promise<void> {
    // One turn later, so that all frames of one message of the link are one transaction.
    await Promise.resolve();
    const gathered = this.next;
    this.next = emptyChanges();
    this.dirty = false;
    const changes = gathered.whole
      ? { ...this.is.whole(), cut: gathered.cut, outbox: gathered.outbox, drafts: gathered.drafts, whole: true }
      : gathered;
    if (this.holds > 0) {
      this.held = changes.place ?? this.held;
      delete changes.place;
    } else this.held = undefined;
    try {
      await this.is.store.write(changes);
    } catch (error) {
      // What was lost is written with everything else at the next change: a cursor must not run ahead of it.
      this.next.whole = true;
      for (const [conv, seq] of gathered.cut) this.next.cut.set(conv, Math.max(seq, this.next.cut.get(conv) ?? 0));
      for (const [key, record] of gathered.outbox) if (!this.next.outbox.has(key)) this.next.outbox.set(key, record);
      for (const [id, draft] of gathered.drafts) if (!this.next.drafts.has(id)) this.next.drafts.set(id, draft);
      this.is.failed(SkeinError.local("store", error));
    } finally {
      this.writing = undefined;
    }
  }
}

/** A set of changes with nothing in it. */
export function emptyChanges(): StoreChanges {
  return {
    conversations: new Map(),
    cut: new Map(),
    entries: [],
    people: new Map(),
    outbox: new Map(),
    drafts: new Map(),
  };
}
