import { Lru } from "../kit/lru.ts";
import type { MarkState, Storage, StoredEntry } from "../storage/storage.ts";
import { Conversation } from "./conversation.ts";
import { Turns } from "./turns.ts";

/** What was committed while a conversation was being read. */
type Change = { readonly entry: StoredEntry; readonly byMember: boolean } | { readonly mark: MarkState };

interface Loading {
  readonly promise: Promise<Conversation | undefined>;
  readonly changes: Change[];
}

/** The conversations in use, loaded once and kept true by what is committed. */
export class Conversations {
  readonly #known: Lru<string, Conversation>;
  readonly #loading = new Map<string, Loading>();
  /** Whose messages had to wait for the store go first. */
  readonly turns = new Turns();

  constructor(
    private readonly storage: Storage,
    bound: number,
  ) {
    this.#known = new Lru(bound);
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

  /** Takes in what was committed; must be called in the order of `pos`. */
  applyEntry(entry: StoredEntry, byMember: boolean): Conversation | undefined {
    this.#loading.get(entry.conv)?.changes.push({ entry, byMember });
    const known = this.#known.peek(entry.conv);
    known?.apply(entry, byMember);
    return known;
  }

  applyMark(mark: MarkState): Conversation | undefined {
    this.#loading.get(mark.conv)?.changes.push({ mark });
    const known = this.#known.peek(mark.conv);
    known?.applyMark(mark);
    return known;
  }

  #load(id: string): Promise<Conversation | undefined> {
    const changes: Change[] = [];
    const promise = this.#read(id, changes);
    this.#loading.set(id, { promise, changes });
    return promise;
  }

  async #read(id: string, changes: readonly Change[]): Promise<Conversation | undefined> {
    try {
      const stored = await this.storage.conversation(id);
      if (!stored) return undefined;
      const conversation = new Conversation(stored);
      // the snapshot knows its pos: what it holds already is passed over, the rest is applied in order
      for (const change of changes) {
        if ("mark" in change) conversation.applyMark(change.mark);
        else conversation.apply(change.entry, change.byMember);
      }
      this.#known.set(id, conversation);
      return conversation;
    } finally {
      this.#loading.delete(id);
    }
  }
}
