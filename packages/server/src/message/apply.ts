import type { Log } from "../kit/log.ts";
import type { Batch, MarkState, StoredEntry } from "../storage/storage.ts";
import type { Conversation } from "./conversation.ts";
import type { Conversations } from "./conversations.ts";
import { type Fanout, peopleNamedBy } from "./fanout.ts";
import type { Recent } from "./recent.ts";

/** Who hears what is said in the groups of a batch. */
export type Audiences = ReadonlyMap<string, Conversation>;

/** What a write tells every node: the first word says what, and whose it is. */
export type Told = readonly [word: string, ...rest: unknown[]];
export type Hear = (told: Told) => void;

/** Members of which each is noted as a hearer; of larger conversations everybody who comes back looks whether it is theirs. */
const NOTED = 2_000;

/** Takes in what was committed, whoever committed it: into memory, and out to those who hear it. */
export class Apply {
  readonly #hearers: Hear[] = [];
  readonly #missers: (() => void)[] = [];
  #written: () => void = () => undefined;

  constructor(
    private readonly conversations: Conversations,
    private readonly recent: Recent,
    private readonly fanout: Fanout,
    private readonly log: Log,
  ) {}

  /**
   * Adds a room that must know what writes tell beyond the log; each hears all of it, and goes by the first word.
   *
   * @param miss called when some of it was not heard, and never will be
   */
  onTell(hear: Hear, miss: () => void): void {
    this.#hearers.push(hear);
    this.#missers.push(miss);
  }

  /** Told of each entry that is applied here: work behind the line looks for it at its own pace. */
  onWritten(tell: () => void): void {
    this.#written = tell;
  }

  /** Nobody here knows what others wrote for a while: what is in memory is forgotten, and read anew. */
  missed(position: number): void {
    this.conversations.forgetAll();
    this.recent.restart(position);
    for (const miss of this.#missers) miss();
  }

  /** What another node wrote, in the order of `pos` and without a wait. */
  batch({ entries, marks, tells }: Batch, audiences: Audiences): void {
    for (const change of [...entries, ...marks].sort((a, b) => a.pos - b.pos)) {
      if ("seq" in change) this.entry(change, audiences);
      else this.mark(change, audiences);
    }
    for (const tell of tells) this.tell(tell);
  }

  /**
   * Who hears what was said in these groups, looked up before anything of a batch goes out, so that all goes out in the order of
   * `pos`; and held on to, so that what is read for one makes no other of the batch forgotten. Usually nothing is read: whoever
   * spoke was looked up a moment ago.
   *
   * Rejects when it cannot be read and other nodes write too: then the batch is applied later.
   */
  async audiences(groups: Iterable<string>): Promise<Audiences> {
    const audiences = new Map<string, Conversation>();
    const absent: string[] = [];
    for (const conv of groups) {
      const known = this.conversations.peek(conv);
      if (known) audiences.set(conv, known);
      else absent.push(conv);
    }
    for (const conv of absent) {
      try {
        const conversation = await this.conversations.get(conv);
        if (conversation) audiences.set(conv, conversation);
      } catch (fault) {
        if (this.conversations.shared) throw fault;
        this.log.error({ err: fault, conv }, "who hears a conversation could not be read");
      }
    }
    return audiences;
  }

  entry(entry: StoredEntry, audiences: Audiences): void {
    const known = this.conversations.applyEntry(entry);
    const audience = audiences.get(entry.conv) ?? known;
    // one that has been forgotten meanwhile must follow too; what it has applied already it passes over
    if (audience !== known) audience?.apply(entry);
    // nobody who comes back is told any more what was taken back
    if (entry.kind === "message.recalled" && entry.ref !== null) this.recent.erase(entry.conv, entry.ref);
    this.recent.add(entry, () => hearersOf(audience, entry.conv));
    this.fanout.entry(entry, audience);
    this.#written();
  }

  mark(mark: MarkState, audiences: Audiences): void {
    const known = this.conversations.applyMark(mark);
    const audience = audiences.get(mark.conv) ?? known;
    if (audience !== known) audience?.applyMark(mark);
    this.recent.addMark(mark, () => hearersOf(audience, mark.conv));
    this.fanout.mark(mark, audience);
  }

  tell(text: string): void {
    this.#heed(() => {
      const told = JSON.parse(text) as Told;
      for (const hear of this.#hearers) this.#heed(() => hear(told));
    });
  }

  /** What one room cannot heed keeps no other from it. */
  #heed(call: () => void): void {
    try {
      call();
    } catch (fault) {
      this.log.error({ err: fault }, "what a write told could not be heeded");
    }
  }
}

/** Who hears a conversation, for those who come back; undefined where they are not known, or too many to note each. */
export function hearersOf(audience: Conversation | undefined, conv: string): Iterable<string> | undefined {
  if (!audience) return peopleNamedBy(conv);
  return audience.members.size > NOTED ? undefined : audience.members.keys();
}
