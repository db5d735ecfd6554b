import type { Entry, Result } from "@skein/protocol";
import type { Background } from "./background.ts";
import type { Item } from "./item.ts";
import { Derived, type Observable } from "./observable.ts";

interface SingleSource {
  readonly background: Background;
  readonly get: (seqs: number[]) => Promise<Result<"message.get">>;
  /** The entry as a line, with all that was done to it. */
  readonly line: (entry: Entry) => Item;
  /** The entry where a stretch that is in memory holds it. */
  readonly held: (seq: number) => Entry | undefined;
}

interface One {
  /** Null: it is not there, or not for this person to read. */
  entry?: Entry | null;
  readonly line: Derived<Item | null | undefined>;
}

/** Messages kept beside the timeline: the oldest are let go. */
const KEPT = 200;
const PER_CALL = 100;

/** Single messages, wherever they stand in the log: those that others answer to, or that are pinned. */
export class Singles {
  private readonly known = new Map<number, One>();
  private readonly wanted = new Set<number>();
  private reading = false;

  constructor(private readonly is: SingleSource) {}

  /** The message; undefined while it is read, null where it is not there. */
  of(seq: number): Observable<Item | null | undefined> {
    const known = this.known.get(seq);
    if (known) return known.line;
    const one: One = { line: new Derived(() => this.compute(seq)) };
    this.known.set(seq, one);
    for (const first of this.known.keys()) if (this.known.size > KEPT) this.known.delete(first);
    if (!this.is.held(seq)) this.want(seq);
    return one.line;
  }

  /** Something was done to messages, or the link is back. */
  touch(): void {
    for (const [seq, { line, entry }] of this.known) {
      if (entry === undefined && !this.is.held(seq)) this.want(seq);
      line.touch();
    }
  }

  private compute(seq: number): Item | null | undefined {
    const entry = this.is.held(seq) ?? this.known.get(seq)?.entry;
    return entry ? this.is.line(entry) : entry;
  }

  private want(seq: number): void {
    this.wanted.add(seq);
    if (this.reading) return;
    this.reading = true;
    queueMicrotask(() => this.is.background(() => this.read()));
  }

  /** Puts others in the place of entries. */
  rewrite(change: (entry: Entry) => Entry): void {
    for (const one of this.known.values()) if (one.entry) one.entry = change(one.entry);
  }

  private async read(): Promise<void> {
    try {
      while (this.wanted.size > 0) {
        const seqs = [...this.wanted].slice(0, PER_CALL);
        const { entries } = await this.is.get(seqs);
        for (const seq of seqs) {
          this.wanted.delete(seq);
          const one = this.known.get(seq);
          if (one) one.entry = entries.find((entry) => entry.seq === seq) ?? null;
          one?.line.touch();
        }
      }
    } catch {
      // Without a link: they are asked for again when something moves.
      this.wanted.clear();
    } finally {
      this.reading = false;
    }
  }
}
