import type { MarkState, StoredEntry } from "../storage/storage.ts";

/** One change of the store that is still in memory. */
export interface RecentChange {
  readonly pos: number;
  readonly conv: string;
  readonly entry?: StoredEntry;
}

/**
 * The latest changes of the whole store, in memory: who was away for a short time resumes from here, so that
 * thousands who come back at once do not read the database.
 */
export class Recent {
  readonly #ring: RecentChange[] = [];
  #first = 0;
  #bytes = 0;
  #start: number;

  /** @param from the store's pos when it was opened: what came before is not here. */
  constructor(
    from: number,
    private readonly bound: { readonly changes: number; readonly bytes: number },
  ) {
    this.#start = from;
  }

  add(entry: StoredEntry): void {
    this.#push({ pos: entry.pos, conv: entry.conv, entry });
  }

  addMark(mark: MarkState): void {
    this.#push({ pos: mark.pos, conv: mark.conv });
  }

  /** The changes after `pos`, latest first; undefined when some of them are no longer here, or there are more than `most`. */
  since(pos: number, most: number): readonly RecentChange[] | undefined {
    if (pos < this.#start) return undefined;
    const changes: RecentChange[] = [];
    for (let i = this.#ring.length - 1; i >= this.#first; i--) {
      const change = this.#ring[i];
      if (!change || change.pos <= pos) break;
      if (changes.length === most) return undefined;
      changes.push(change);
    }
    return changes;
  }

  #push(change: RecentChange): void {
    this.#ring.push(change);
    this.#bytes += weight(change);
    while (this.#ring.length - this.#first > this.bound.changes || this.#bytes > this.bound.bytes) this.#drop();
    // the array is cut now and then, not at each drop
    if (this.#first > this.bound.changes) {
      this.#ring.splice(0, this.#first);
      this.#first = 0;
    }
  }

  #drop(): void {
    const oldest = this.#ring[this.#first];
    if (!oldest) return;
    this.#start = oldest.pos;
    this.#bytes -= weight(oldest);
    this.#first += 1;
  }
}

/** Bytes of memory, roughly: the fixed part measured, the body by its length. */
function weight(change: RecentChange): number {
  return 200 + (change.entry ? 200 + change.entry.body.length : 0);
}
