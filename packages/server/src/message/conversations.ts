import { Lru } from "../kit/lru.ts";
import type { MarkState, Storage, StoredEntry } from "../storage/storage.ts";
import { Conversation } from "./conversation.ts";
import { Turns } from "./turns.ts";

/** What was committed while a conversation was being read. */
type Change =
  | { readonly entry: StoredEntry }
  | { readonly mark: MarkState }
  | { readonly cleared: { readonly user: string; readonly since: number } };

interface Loading {
  readonly promise: Promise<Conversation | undefined>;
  readonly changes: Change[];
}

/** Conversations with so many members are counted by their members. */
const LARGE = 1_000;
/** Members of large conversations in memory, of some 200 bytes each. */
const MEMBERS = 1_000_000;

/** The conversations in use, loaded once and kept true by what is committed. */
export class Conversations {
  readonly #known: Lru<string, Conversation>;
  /** The large ones, with how many members each had: of those few fit into memory. */
  readonly #large = new Map<string, number>();
  #membersOfLarge = 0;
  readonly #loading = new Map<string, Loading>();
  /** Whose messages had to wait for the store go first. */
  readonly turns = new Turns();
  /** Other nodes write too: what is in memory may be a moment behind. */
  readonly shared: boolean;

  constructor(
    private readonly storage: Storage,
    bound: number,
  ) {
    this.#known = new Lru(bound, bound / 4);
    this.shared = storage.follow !== undefined;
  }

  /** How many are in memory. */
  get size(): number {
    return this.#known.size;
  }

  /** At once when it is in memory: the line's usual way has no wait in it. */
  known(id: string): Conversation | undefined {
    return this.#known.get(id);
  }

  /** For scans: does not count as use. */
  peek(id: string): Conversation | undefined {
    return this.#known.peek(id);
  }

  /** From memory or the store; one read, however many ask at once. */
  async get(id: string): Promise<Conversation | undefined> {
    const known = this.#known.get(id);
    if (known) return known;
    const begun = this.#loading.get(id)?.promise;
    // its "yes" is for all; its "no" may be older than what made the conversation, so whoever came later asks once more
    return (
      (begun && (await begun)) ?? this.#known.get(id) ?? (await (this.#loading.get(id)?.promise ?? this.#load(id)))
    );
  }

  /** Reads many into memory. Only before anything is taken in: nothing may be committed meanwhile. */
  async warm(ids: readonly string[]): Promise<void> {
    for (const stored of await this.storage.conversations(ids)) this.#keep(new Conversation(stored));
  }

  /** For a person: who is no member in memory may be one by what another node just wrote. */
  async for(id: string, user: string): Promise<Conversation | undefined> {
    const found = await this.get(id);
    return found && this.shared && !found.members.has(user) ? this.anew(id) : found;
  }

  /** From the store, whatever is in memory or was asked for before: that may be older than what the caller knows of. */
  anew(id: string): Promise<Conversation | undefined> {
    this.#known.delete(id);
    return this.#load(id);
  }

  /**
   * Takes in what was committed. One of which an entry before it is missing here is forgotten, and read anew by whoever needs it:
   * another node wrote that entry, and its word has not come yet.
   */
  applyEntry(entry: StoredEntry): Conversation | undefined {
    this.#loading.get(entry.conv)?.changes.push({ entry });
    const known = this.#known.peek(entry.conv);
    if (!known || known.apply(entry)) return known;
    this.#known.delete(entry.conv);
    return undefined;
  }

  applyMark(mark: MarkState): Conversation | undefined {
    this.#loading.get(mark.conv)?.changes.push({ mark });
    const known = this.#known.peek(mark.conv);
    known?.applyMark(mark);
    return known;
  }

  /** A member may read from `since` on only; in whatever order that is heard. */
  clearedFor(conv: string, user: string, since: number): void {
    this.#loading.get(conv)?.changes.push({ cleared: { user, since } });
    this.#known.peek(conv)?.clearFor(user, since);
  }

  /** Forgets everything, what is being read included: some of it may be older than what is in the store. */
  forgetAll(): void {
    this.#known.clear();
    this.#loading.clear();
  }

  /** Makes room for a large one: those that were read first go first, whoever needs one reads it again. */
  #keep(conversation: Conversation): void {
    const { id, members } = conversation;
    this.#known.set(id, conversation);
    this.#membersOfLarge -= this.#large.get(id) ?? 0;
    this.#large.delete(id);
    if (members.size < LARGE) return;
    this.#large.set(id, members.size);
    this.#membersOfLarge += members.size;
    for (const [oldest, size] of this.#large) {
      if (this.#membersOfLarge <= MEMBERS || oldest === id) return;
      this.#large.delete(oldest);
      this.#membersOfLarge -= size;
      this.#known.delete(oldest);
    }
  }

  #load(id: string): Promise<Conversation | undefined> {
    const changes: Change[] = [];
    const promise = this.#read(id, changes);
    this.#loading.set(id, { promise, changes });
    return promise;
  }

  /** Whether nobody has begun to read it once more since. */
  #isLatest(id: string, changes: readonly Change[]): boolean {
    return this.#loading.get(id)?.changes === changes;
  }

  async #read(id: string, changes: readonly Change[]): Promise<Conversation | undefined> {
    try {
      const stored = await this.storage.conversation(id);
      if (!stored) return undefined;
      const conversation = new Conversation(stored);
      // what the snapshot holds already is passed over, the rest follows on it
      let whole = true;
      for (const change of changes) {
        if ("mark" in change) conversation.applyMark(change.mark);
        else if ("cleared" in change) conversation.clearFor(change.cleared.user, change.cleared.since);
        else whole &&= conversation.apply(change.entry);
      }
      // good for whoever asked, but not to be kept: it lacks what another node wrote, or what came after it was read anew
      if (whole && this.#isLatest(id, changes)) this.#keep(conversation);
      return conversation;
    } finally {
      if (this.#isLatest(id, changes)) this.#loading.delete(id);
    }
  }
}
