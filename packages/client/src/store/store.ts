import type { Entry, Me, OperationKind, Result, SendableKind, Summary, WireError } from "@skein/protocol";
import type { OwnKind } from "../own.ts";
import type { SkeinError } from "../error.ts";
import type { Person } from "../people.ts";

/** A conversation as it is kept: the server's view of it, and how far this device has read without the server knowing yet. */
export interface ConversationRecord {
  readonly summary: Summary;
  readonly ownRead?: OwnRead;
}

/** The own read mark with the countable entries up to it. */
export interface OwnRead {
  readonly seq: number;
  readonly count: number;
}

/** A message, or what is done to one, that the server has not answered; or a message that it has refused for good. */
export interface OutboxRecord {
  readonly key: string;
  readonly conv: string;
  /** Order of writing on this device. */
  readonly order: number;
  readonly kind: SendableKind | OperationKind | OwnKind;
  /** The message that it is done to, or in whose thread it stands. */
  readonly ref?: number;
  /** By its kind. */
  readonly body: object;
  /** When it was written, ms by the server's clock as this device knows it. */
  readonly at: number;
  /** Why it was refused for good. */
  readonly error?: Omit<WireError, "name"> & { readonly name: SkeinError["name"] };
}

/** What is being written in a conversation or a thread. */
export interface DraftRecord {
  readonly text: string;
  /** The message that it answers. */
  readonly reply?: number;
  /** Changed on this device since the server was last told of it. */
  readonly unsaved?: boolean;
}

/** A thread that one follows. */
export type ThreadRecord = Result<"thread.mine">["threads"][number];

/** Up to where the logs are applied. */
export interface Place {
  readonly cursor: string;
  /** Highest seq applied of the own self log; absent while not known. */
  readonly self?: number;
}

/** What a device knows of the logs, all of one moment. */
export interface Saved {
  place?: Place;
  me?: Me;
  threads?: readonly ThreadRecord[];
  conversations: ConversationRecord[];
  people: Person[];
  outbox: OutboxRecord[];
  /** Unsent text by conversation, or by conversation and root of a thread (`<conv>#<root>`). */
  drafts: [id: string, draft: DraftRecord][];
}

/** What changed; stored as a whole or not at all. */
export interface StoreChanges {
  /** Conversations and people that are not in these changes are to be forgotten first (outbox and drafts stay). */
  whole?: boolean;
  place?: Place;
  me?: Me;
  /** The threads that one follows, the latest. */
  threads?: readonly ThreadRecord[];
  /** By id; null: the conversation is gone, with its entries. */
  conversations: Map<string, ConversationRecord | null>;
  /**
   * Of what is kept of a conversation, everything before this seq is to be forgotten first: something in between was not seen, and may
   * have taken back what was said before.
   */
  cut: Map<string, number>;
  /** One that takes a message back has its content, and that of its edits, deleted here with it. [OP-5] */
  entries: Entry[];
  people: Map<string, Person>;
  /** By key; null: done with. */
  outbox: Map<string, OutboxRecord | null>;
  /** By conversation or thread; null: no draft. */
  drafts: Map<string, DraftRecord | null>;
}

/** What a store tells the client. */
export interface StoreEvents {
  /** Something does not work; the client goes on with what it has in memory. */
  failed(error: SkeinError): void;
  /**
   * From now on this client is the one that keeps the logs (another tab did until now): write everything once.
   * A store with a single user never calls this.
   */
  lead(): void;
}

/** Files that wait to be sent, by their names on this device. */
export interface BlobStore {
  put(name: string, blob: Blob): Promise<void>;
  get(name: string): Promise<Blob | undefined>;
  delete(name: string): Promise<void>;
  names(): Promise<readonly string[]>;
}

/**
 * Where a client keeps what it knows. It guarantees: a write is all or nothing and in the order of the calls; what `write` resolved
 * is read after a restart. Entries are a cache: it may keep only the newest `KEPT_ENTRIES` of each conversation, and a reader must
 * check that what it gets is without holes.
 */
export interface Store {
  /** Opens the part of one person on one server. Called once, before all else. */
  open(scope: { readonly url: string; readonly user: string }, events: StoreEvents): Promise<Saved>;
  /** Entries with `from` ≤ seq ≤ `to`, ascending; those that are there. */
  entries(conv: string, from: number, to: number): Promise<Entry[]>;
  write(changes: StoreChanges): Promise<void>;
  /**
   * What is kept of an unsent message, whichever of the person's tabs wrote it last; null: nothing; undefined: that cannot be told. Absent
   * where nobody else uses the store.
   */
  unsent?(key: string): Promise<OutboxRecord | null | undefined>;
  /** Absent where files are not kept: those that wait are in memory alone then. */
  readonly blobs?: BlobStore;
  /** Deletes everything of this person. [CLIENT-12] */
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** Newest entries kept of one conversation. */
export const KEPT_ENTRIES = 500;
/** Entries are thinned out each time so many have come. */
export const TRIM_EVERY = 64;
