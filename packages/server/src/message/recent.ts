import { Conveyor } from "../kit/conveyor.ts";
import type { MarkState, StoredEntry } from "../storage/storage.ts";
import { withoutContent } from "./conversation.ts";
import { Hearers } from "./hearers.ts";

/** One change of the store that is still in memory; without an entry, a mark moved. */
export interface RecentChange {
  readonly pos: number;
  readonly conv: string;
  entry?: StoredEntry;
}

/** Asked only where it must be known: working it out costs more than noting a change. */
type Whoever = () => Iterable<string> | undefined;

/**
 * The latest changes of the whole store, in memory, by conversation: who was away for a short time resumes from here, so that
 * thousands who come back at once do not read the database, and each looks at their own conversations only.
 */
export class Recent {
  readonly #all = new Conveyor<RecentChange>();
  readonly #byConversation = new Map<string, Conveyor<RecentChange>>();
  readonly #hearers = new Hearers();
  readonly #profiles = new Conveyor<RecentChange>();
  #bytes = 0;
  #start: number;
  #tell: (conv: string) => void = () => undefined;

  /** @param from the store's pos when it was opened: what came before is not here. */
  constructor(
    from: number,
    private readonly bound: { readonly changes: number; readonly bytes: number },
  ) {
    this.#start = from;
  }

  /** Whoever wants to know of each change, by its conversation, once it is here. */
  onChange(tell: (conv: string) => void): void {
    this.#tell = tell;
  }

  /** @param hearers asked who hears the conversation from this entry on; undefined when that is not known */
  add(entry: StoredEntry, hearers: Whoever): void {
    // whoever was added must find the conversation too; who left is passed over when asked
    if (entry.kind === "member.added" && !this.#hearers.isWide(entry.conv)) this.#hearers.set(entry.conv, hearers());
    this.#put({ pos: entry.pos, conv: entry.conv, entry }, hearers);
  }

  addMark(mark: Pick<MarkState, "pos" | "conv">, hearers: Whoever): void {
    this.#put({ pos: mark.pos, conv: mark.conv }, hearers);
  }

  /** Forgets what a message said, and what it was edited to: it was taken back. */
  erase(conv: string, seq: number): void {
    for (const change of this.#byConversation.get(conv)?.lastWhile(({ entry }) => !entry || entry.seq >= seq) ?? []) {
      const { entry } = change;
      if (!entry || !(entry.seq === seq || (entry.ref === seq && entry.kind === "message.edited"))) continue;
      this.#bytes -= entry.body.length;
      change.entry = withoutContent(entry);
      this.#bytes += change.entry.body.length;
    }
  }

  /** Forgets everything: what was written up to `pos` is not here. */
  restart(pos: number): void {
    while (this.#all.length > 0) this.#drop();
    this.#start = pos;
  }

  /** How many changes are here. */
  get size(): number {
    return this.#all.length;
  }

  /** Whether every change after `pos` is still here. */
  covers(pos: number): boolean {
    return pos >= this.#start;
  }

  /** Conversations that changed lately and that the person may hear. */
  heardBy(person: string): Iterable<string> {
    return this.#hearers.of(person);
  }

  /** Those of them that changed after `pos`; who missed nothing has none looked at. */
  *changedFor(person: string, pos: number): Generator<string> {
    if ((this.#all.last?.pos ?? 0) <= pos) return;
    for (const conv of this.#hearers.of(person)) if ((this.#byConversation.get(conv)?.last?.pos ?? 0) > pos) yield conv;
  }

  /** What changed in a conversation after `pos`, in order. */
  since(conv: string, pos: number): readonly RecentChange[] {
    return this.#byConversation.get(conv)?.lastWhile((change) => change.pos > pos) ?? [];
  }

  /** Who changed their profile after `pos`. */
  profilesSince(pos: number): string[] {
    return [...new Set(this.#profiles.lastWhile((change) => change.pos > pos).map(({ conv }) => conv.slice(2)))];
  }

  /** In the order of `pos`, in which other nodes' changes need not come. */
  #put(change: RecentChange, hearers: Whoever): void {
    if (change.pos <= this.#start) return;
    const later = ({ pos }: RecentChange): boolean => pos > change.pos;
    this.#all.insert(change, later);
    if (isProfile(change)) this.#profiles.insert(change, later);
    this.#bytes += weight(change);
    const changes = this.#byConversation.get(change.conv) ?? new Conveyor();
    this.#byConversation.set(change.conv, changes);
    changes.insert(change, later);
    if (!this.#hearers.has(change.conv)) this.#hearers.set(change.conv, hearers());
    while (this.#all.length > this.bound.changes || this.#bytes > this.bound.bytes) this.#drop();
    this.#tell(change.conv);
  }

  #drop(): void {
    const oldest = this.#all.shift();
    if (!oldest) return;
    const { pos, conv } = oldest;
    this.#start = pos;
    this.#bytes -= weight(oldest);
    if (isProfile(oldest)) this.#profiles.shift();
    const changes = this.#byConversation.get(conv);
    changes?.shift();
    if (changes?.length !== 0) return;
    this.#byConversation.delete(conv);
    this.#hearers.drop(conv);
  }
}

function isProfile({ entry }: RecentChange): boolean {
  return entry?.kind === "self.profile";
}

/** Bytes of memory, roughly: the fixed part measured, the body by its length. */
function weight(change: RecentChange): number {
  return 200 + (change.entry ? 200 + change.entry.body.length : 0);
}
