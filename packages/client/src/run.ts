import type { Entry } from "@skein/protocol";

/** Entries that came too early are held up to this many; beyond it the hole's page brings them again. */
const HELD = 200;

/**
 * A stretch of a log without a hole: entries `from` … `to`, ascending. Whatever comes later and does not join on is held beside it
 * until the hole is filled, and never shown before. [CLIENT-3]
 *
 * An empty run still has a place: it ends at `to`, and takes `to + 1` next.
 */
export class Run {
  private list: readonly Entry[] = [];
  private early = new Map<number, Entry>();
  private end: number;

  constructor(end: number) {
    this.end = end;
  }

  get entries(): readonly Entry[] {
    return this.list;
  }

  /** seq of the first entry; `to + 1` when there is none. */
  get from(): number {
    return this.end - this.list.length + 1;
  }

  /** seq up to which there is everything. */
  get to(): number {
    return this.end;
  }

  /** The entry with this seq, where it is in the stretch. */
  at(seq: number): Entry | undefined {
    return this.list[seq - this.from];
  }

  /** What waits behind a hole, ascending. */
  get held(): readonly Entry[] {
    return this.early.size === 0 ? [] : [...this.early.values()].toSorted((a, b) => a.seq - b.seq);
  }

  /** Highest seq seen, joined on or held. */
  get seen(): number {
    let seen = this.end;
    for (const seq of this.early.keys()) if (seq > seen) seen = seq;
    return seen;
  }

  /** Takes what came, in any order and any number of times; returns whether the run changed. */
  add(entries: readonly Entry[]): boolean {
    for (const entry of entries) {
      if (entry.seq > this.end && (this.early.size < HELD || entry.seq === this.end + 1))
        this.early.set(entry.seq, entry);
    }
    const joined: Entry[] = [];
    for (;;) {
      const next = this.early.get(this.end + joined.length + 1);
      if (!next) break;
      this.early.delete(next.seq);
      joined.push(next);
    }
    if (joined.length === 0) return false;
    this.end += joined.length;
    this.list = [...this.list, ...joined];
    return true;
  }

  /** Puts an older page in front where it joins on; returns whether it did. */
  prepend(page: readonly Entry[]): boolean {
    const { from } = this;
    const older = page.filter((entry) => entry.seq < from);
    if (older.at(-1)?.seq !== from - 1 || !isDense(older)) return false;
    this.list = [...older, ...this.list];
    return true;
  }

  /** Begins again with a page that does not join on: what lies before it is read as history when it is looked at. [CLIENT-9] */
  restart(page: readonly Entry[], end: number): void {
    this.list = page;
    this.end = end;
    for (const seq of this.early.keys()) if (seq <= end) this.early.delete(seq);
    this.add([]);
  }

  /** Puts others in the place of entries. */
  replace(change: (entry: Entry) => Entry): void {
    const list = this.list.map(change);
    if (list.some((entry, index) => entry !== this.list[index])) this.list = list;
  }

  /** Lets go of all but the newest entries. */
  trim(keep: number): void {
    if (this.list.length > keep) this.list = this.list.slice(this.list.length - keep);
  }
}

/** Whether seq rises by one from each to the next. */
export function isDense(entries: readonly Entry[]): boolean {
  return entries.every((entry, index) => index === 0 || entry.seq === (entries[index - 1]?.seq ?? 0) + 1);
}

/** The longest end of `entries` that has no hole and reaches `to`. */
export function denseEnd(entries: readonly Entry[], to: number): Entry[] {
  let start = entries.length;
  let next = to;
  while (start > 0 && entries[start - 1]?.seq === next) {
    start -= 1;
    next -= 1;
  }
  return entries.slice(start);
}
