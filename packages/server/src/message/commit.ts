import { conversationKind } from "@skein/protocol";
import { Refusal } from "../kit/refusal.ts";
import type { Clock } from "../kit/clock.ts";
import type { Log } from "../kit/log.ts";
import type { Outcome, Storage, StoredEntry, Write } from "../storage/storage.ts";
import type { Conversation } from "./conversation.ts";
import type { Conversations } from "./conversations.ts";
import { type Fanout, peopleNamedBy } from "./fanout.ts";
import type { Recent } from "./recent.ts";

export type Committed = Extract<Outcome, { ok: true }>;

interface Waiting {
  readonly write: Write;
  readonly resolve: (committed: Committed) => void;
  readonly reject: (fault: unknown) => void;
}

interface Batch {
  readonly writes: readonly Waiting[];
  readonly outcomes: Promise<readonly Outcome[] | undefined>;
}

/** Writes in one transaction: bounds how long the first of them waits for the last. */
const BATCH = 1024;
/** Writes that are worth a batch at once. */
const MANY = 256;
/** Writes that may wait; more are refused as `busy`. */
const QUEUE = 50_000;

/**
 * Group commit: one batch is becoming durable while the next one fills; nothing waits when nothing is under way.
 * What was committed is applied and sent out in the order of `pos`, in one step, before anyone's `ok`.
 */
export class Commit {
  #waiting: Waiting[] = [];
  #running = false;
  #position: number;

  constructor(
    private readonly storage: Storage,
    private readonly conversations: Conversations,
    private readonly recent: Recent,
    private readonly fanout: Fanout,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.#position = storage.identity.pos;
  }

  /** The pos up to which everything was committed, applied and sent out. */
  get position(): number {
    return this.#position;
  }

  /** Writes that wait for a batch. */
  get queued(): number {
    return this.#waiting.length;
  }

  /** Resolves when the write is durable; rejects with a {@link Refusal} when nothing of it was kept. */
  submit(write: Write): Promise<Committed> {
    if (this.#waiting.length >= QUEUE) return Promise.reject(new Refusal("busy", { after: 1000 }));
    return new Promise<Committed>((resolve, reject) => {
      this.#waiting.push({ write, resolve, reject });
      if (this.#running) return;
      this.#running = true;
      this.#drain().catch((fault: unknown) => {
        this.log.fatal({ err: fault }, "the line stopped");
      });
    });
  }

  /** Never rejects: whatever fails is told to those who wait for it. */
  async #drain(): Promise<void> {
    let batch = this.#begin();
    while (batch) {
      const outcomes = await batch.outcomes;
      // where many wait already, theirs becomes durable while these go out
      const next = this.#waiting.length >= MANY ? this.#begin() : undefined;
      await this.#finish(batch.writes, outcomes);
      // few wait: first the answers go out and the links are read once, so that what they bring comes along
      if (!next && this.#waiting.length > 0) await this.#soon();
      batch = next ?? this.#begin();
    }
    // nothing waits, and no turn passes between seeing that and saying so: whoever comes next begins anew
    this.#running = false;
  }

  /** Hands a batch of what waits to the store. */
  #begin(): Batch | undefined {
    if (this.#waiting.length === 0) return undefined;
    const writes = this.#waiting.length <= BATCH ? this.#waiting : this.#waiting.slice(0, BATCH);
    this.#waiting = writes === this.#waiting ? [] : this.#waiting.slice(BATCH);
    return { writes, outcomes: this.#kept(writes) };
  }

  #soon(): Promise<void> {
    return new Promise((resolve) => {
      this.clock.soon(resolve);
    });
  }

  /** Undefined when nothing of the batch was kept. */
  async #kept(batch: readonly Waiting[]): Promise<readonly Outcome[] | undefined> {
    try {
      return await this.storage.commit(batch.map((waiting) => waiting.write));
    } catch (fault) {
      this.log.error({ err: fault, writes: batch.length }, "the store took nothing of a batch");
      return undefined;
    }
  }

  async #finish(batch: readonly Waiting[], outcomes: readonly Outcome[] | undefined): Promise<void> {
    if (!outcomes) {
      for (const waiting of batch) waiting.reject(new Refusal("unavailable", { after: 2000 }));
      return;
    }
    const audiences = await this.#audiences(batch);
    for (let i = 0; i < batch.length; i++) this.#settle(batch[i] as Waiting, outcomes[i] as Outcome, audiences);
  }

  /**
   * Who hears what was said in a group is looked up before anything of the batch goes out, so that all goes out in the order of
   * `pos`; and is held on to, so that what is read for one makes no other of the batch forgotten. Usually nothing is read: whoever
   * spoke was looked up a moment ago.
   */
  async #audiences(batch: readonly Waiting[]): Promise<ReadonlyMap<string, Conversation>> {
    const audiences = new Map<string, Conversation>();
    const absent = new Set<string>();
    for (const { write } of batch) {
      for (const about of [write.entries, write.marks]) {
        for (const { conv } of about ?? []) {
          if (conversationKind(conv) !== "group" || audiences.has(conv)) continue;
          const known = this.conversations.peek(conv);
          if (known) audiences.set(conv, known);
          else absent.add(conv);
        }
      }
    }
    for (const conv of absent) {
      try {
        const conversation = await this.conversations.get(conv);
        if (conversation) audiences.set(conv, conversation);
      } catch (fault) {
        this.log.error({ err: fault, conv }, "who hears a conversation could not be read");
      }
    }
    return audiences;
  }

  #settle(waiting: Waiting, outcome: Outcome, audiences: ReadonlyMap<string, Conversation>): void {
    if (!outcome.ok) {
      waiting.reject(new Refusal(outcome.error));
      return;
    }
    if (!outcome.repeated) {
      this.#apply(waiting.write, outcome, audiences);
      this.#position = Math.max(this.#position, outcome.pos);
    }
    waiting.resolve(outcome);
  }

  #apply(write: Write, outcome: Committed, audiences: ReadonlyMap<string, Conversation>): void {
    const drafts = write.entries ?? [];
    for (let i = 0; i < drafts.length; i++) {
      const draft = drafts[i];
      const place = outcome.places[i];
      if (!draft || !place) throw new Error("an entry without a place");
      const entry: StoredEntry = {
        conv: draft.conv,
        seq: place.seq,
        pos: place.pos,
        from: draft.from,
        key: draft.key ?? null,
        at: place.at,
        kind: draft.kind,
        ref: draft.ref ?? null,
        count: place.count,
        body: draft.body,
      };
      const known = this.conversations.applyEntry(entry);
      const audience = audiences.get(entry.conv) ?? known;
      // one that has been forgotten meanwhile must follow too; what it has applied already it passes over
      if (audience !== known) audience?.apply(entry);
      this.recent.add(entry, () => audience?.members.keys() ?? peopleNamedBy(entry.conv));
      this.fanout.entry(entry, audience);
    }
    for (const mark of outcome.marks) {
      const known = this.conversations.applyMark(mark);
      const audience = audiences.get(mark.conv) ?? known;
      if (audience !== known) audience?.applyMark(mark);
      this.recent.addMark(mark, () => audience?.members.keys() ?? peopleNamedBy(mark.conv));
      this.fanout.mark(mark, audience);
    }
  }
}
