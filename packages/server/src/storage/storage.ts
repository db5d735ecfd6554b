import type { ConversationKind, ErrorName } from "@skein/protocol";
import type { ToldOthers } from "./others.ts";

/** An entry that wants to be written. Its seq, pos and count are given inside the transaction. */
export interface Draft {
  readonly conv: string;
  readonly from: string;
  /** The sender's idempotency key; entries of the server have none. */
  readonly key?: string;
  readonly kind: string;
  readonly ref?: number;
  readonly countable: boolean;
  /** JSON text. Compared byte by byte when a key comes again. */
  readonly body: string;
  /** The author must be a member at that very moment, and their marks move to the new entry. */
  readonly byMember: boolean;
}

/** A parameter that the transaction fills in: the pos of the write it belongs to. */
export const POS = "\u0000pos";

/** A parameter that a page fills in for what is read along with it: the number of its conversation, so that nothing is looked up by its id. */
export const CONV = "\u0000conv";

/** A compiled statement for a projection. */
export interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
  /** A guard: the statement must change exactly so many rows, or its whole write is undone and answered with `error`. */
  readonly expect?: { readonly changes: number; readonly error: ErrorName };
}

/** Where a member has got to; marks only move forwards, and never beyond the head. */
export interface MarkMove {
  readonly conv: string;
  readonly user: string;
  readonly read: number;
  readonly delivered: number;
}

/** What one command writes: all of it or nothing. Statements run first, so that entries may go to what they make. */
export interface Write {
  readonly entries?: readonly Draft[];
  readonly marks?: readonly MarkMove[];
  readonly rows?: readonly Statement[];
  /**
   * What every node must know of this write beyond the log, as JSON text: that a device was signed out, say. Each node that serves
   * hears it once the write is kept, whichever node wrote it and whatever was lost on the way.
   */
  readonly tell?: string;
}

export interface Place {
  readonly seq: number;
  readonly pos: number;
  readonly at: number;
  readonly count: number;
}

export interface MarkState {
  readonly conv: string;
  readonly user: string;
  readonly read: number;
  readonly readCount: number;
  readonly delivered: number;
  readonly pos: number;
}

/** What became of a write. */
export type Outcome =
  | {
      readonly ok: true;
      readonly pos: number;
      readonly at: number;
      readonly places: readonly Place[];
      /** Marks that moved. */
      readonly marks: readonly MarkState[];
      /** The key had been used for the same content: `places` is the first answer and nothing was written. */
      readonly repeated: boolean;
    }
  | { readonly ok: false; readonly error: ErrorName };

/** What became of a batch of writes, in their order. */
export interface Outcomes extends ReadonlyArray<Outcome> {
  /** Where a store is followed: the numbers that were drawn for it, those included in which nothing was kept. */
  readonly drawn?: readonly number[];
}

export interface StoredEntry extends Place {
  readonly conv: string;
  readonly from: string;
  readonly key: string | null;
  readonly kind: string;
  readonly ref: number | null;
  /** JSON text. */
  readonly body: string;
}

export type GroupRole = "owner" | "admin" | "member";

export interface StoredMember {
  readonly user: string;
  readonly role: GroupRole;
  readonly read: number;
  readonly readCount: number;
  readonly delivered: number;
  /** The first entry they may read; 0 and 1: all. */
  readonly since: number;
  /** Until when they may not speak, ms; 0: they may. */
  readonly muted: number;
  /** What they call themselves here. */
  readonly nick: string | null;
}

/** What a conversation says of itself. */
interface StoredDescription {
  readonly id: string;
  readonly kind: ConversationKind;
  readonly name: string | null;
  readonly color: number | null;
  readonly created: number;
  /** What a group has set, as JSON text. */
  readonly settings: string;
  /** The head of the log. */
  readonly last: StoredEntry | null;
  /** The newest entry of the talk itself: the head, unless that is an operation or belongs to a thread. */
  readonly shown: StoredEntry | null;
}

/** A conversation with all its members, at one moment. */
export interface StoredConversation extends StoredDescription {
  readonly members: readonly StoredMember[];
}

/** A conversation as one member sees it in a list. */
export interface StoredSummary extends StoredDescription {
  readonly members: number;
  readonly mine: StoredMember;
  /** The others, where there are few enough to tell. */
  readonly others: ToldOthers | null;
}

export interface PageRange {
  readonly before?: number;
  readonly after?: number;
  readonly limit: number;
}

/**
 * What goes along with a page, itself of one moment: `first`, whose rows say in a column `parts` which bits there are, and of `further` those
 * whose `part` is one of them. All have the same columns; a column that a statement has nothing for must be cast.
 */
export interface Along {
  readonly first: Statement;
  readonly further?: readonly { readonly part: number; readonly statement: Statement }[];
}

/** A page as it goes out. */
export interface EncodedPage {
  /** The seq of the first entry, and how many there are; both 0 where there are none. */
  readonly first: number;
  readonly count: number;
  /** The entries ascending and dense, as `entryFields` writes them, with `BETWEEN` between them: a JSON array but for its ends. */
  readonly lines: string;
  readonly head: number;
  /** The rows of each that was read along, those of `first` before those of `further`. */
  readonly along: readonly (readonly unknown[])[];
}

export interface ListRange {
  /** Only what changed after this pos. */
  readonly since?: number;
  /** Only what comes after this place in the list. */
  readonly after?: { readonly at: number; readonly id: string };
  readonly limit: number;
  /** Tell the others' marks up to so many members. */
  readonly marksUpTo: number;
}

/** The end of the log over all conversations. */
export interface Latest {
  /** All that changed after this position is here. */
  readonly from: number;
  /** In the order of `pos`. */
  readonly entries: readonly StoredEntry[];
  /** Conversations in which marks moved, and when at last. */
  readonly moved: readonly { readonly conv: string; readonly pos: number }[];
}

/** What one commit wrote: enough to bring any node up to date. Plain data, as it travels between nodes. */
export interface Batch {
  /** Batches are numbered by the store; all that batch `n` wrote has a pos from `n * span` to `n * span + span - 1`. */
  readonly n: number;
  readonly entries: readonly StoredEntry[];
  readonly marks: readonly MarkState[];
  readonly tells: readonly string[];
}

/**
 * How a store that several nodes write to is followed. Batches may become visible in another order than their numbers'; a reader
 * that takes `settled` for its position never skips one, however late it commits.
 */
export interface Follow {
  /** Positions that belong to one batch. */
  readonly span: number;
  /**
   * Numbers of the batches after `n` that are kept, ascending, at most `limit`. Up to `settled` no other one will ever come. `whole`
   * is false when some after `n` may have been forgotten: whoever was away for so long begins anew.
   */
  after(
    n: number,
    limit: number,
  ): Promise<{ readonly batches: readonly number[]; readonly settled: number; readonly whole: boolean }>;
  /** What these batches wrote, in the order of their numbers; marks as they are by now. */
  read(batches: readonly number[]): Promise<readonly Batch[]>;
}

/**
 * Keeps everything. Guarantees, on every engine (contract.ts is the suite):
 * a write is kept whole or not at all, and is durable when its outcome is there; entries of a conversation are dense
 * (1, 2, 3 …) whatever fails; a key given again returns the first place; what a later read sees, every read after it sees.
 */
export interface Storage {
  /** Many writes in one transaction, in order. A write that is refused is undone alone. Rejects only when nothing was kept. */
  commit(writes: readonly Write[]): Promise<Outcomes>;
  /** One conversation with all members; undefined when there is none. */
  conversation(id: string): Promise<StoredConversation | undefined>;
  /** The same of many at one moment, in no order; those that are not there are left out. */
  conversations(ids: readonly string[]): Promise<readonly StoredConversation[]>;
  /** Entries ascending and dense, and the head at that moment. */
  page(conv: string, range: PageRange): Promise<{ readonly entries: readonly StoredEntry[]; readonly head: number }>;
  /** The same as text that nobody has to read again, with what is read along. */
  encodedPage(conv: string, range: PageRange, along: readonly Along[]): Promise<EncodedPage>;
  /** A person's conversations, latest active first. */
  list(user: string, range: ListRange): Promise<readonly StoredSummary[]>;
  /** What changed last, about so many entries back: less where the store has forgotten how, or it would take long. */
  latest(entries: number): Promise<Latest>;
  /** Reads of a module's own tables. */
  query<Row>(statement: Statement): Promise<readonly Row[]>;
  /** Which store this is, and its position when it was opened. */
  readonly identity: { readonly epoch: string; readonly pos: number };
  /** Where other nodes write to the same store: how to hear of what they wrote. */
  readonly follow?: Follow;
  /** Waits for what was begun. */
  close(): Promise<void>;
}
