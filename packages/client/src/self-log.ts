import { type Entry, CLIENT_LIMITS, type Summary } from "@skein/protocol";

interface Setup {
  /** seq up to which it was applied; undefined when that is not known. */
  readonly head: () => number | undefined;
  readonly applied: (seq: number) => void;
  /** Each entry: the person, their settings or what is theirs changes. Told before it does. */
  readonly changed: (entry: Entry) => void;
  readonly joined: (conv: string) => void;
  readonly left: (conv: string) => void;
  /** What a group tells only to some changed: it is asked for. */
  readonly moved: (conv: string) => void;
}

/** Applies the person's own log: which conversations are theirs, and who they are. */
export class SelfLog {
  constructor(private readonly is: Setup) {}

  /** An entry as it came live. Returns false, and does nothing, when something before it is missing. */
  entry(entry: Entry): boolean {
    const head = this.is.head();
    if (head !== undefined && entry.seq > head + 1) return false;
    this.apply(entry);
    return true;
  }

  /** The self log's part of a delta. Returns false, and does nothing, when it does not hold all that was missed. */
  delta(summary: Summary): boolean {
    const entries = summary.entries ?? [];
    const head = this.is.head();
    const first = entries[0]?.seq ?? 0;
    // Fewer than a delta may hold are all there were since the cursor, whatever we know of the head.
    const whole =
      entries.length < CLIENT_LIMITS.deltaEntries || (head !== undefined && first <= head + 1) || first === 1;
    if (whole) for (const entry of entries) this.apply(entry);
    return whole;
  }

  private apply(entry: Entry): void {
    if (entry.seq <= (this.is.head() ?? 0)) return;
    this.is.changed(entry);
    if (entry.kind === "self.joined") this.is.joined(entry.body.conv);
    else if (entry.kind === "self.left") this.is.left(entry.body.conv);
    else if (entry.kind === "self.group") this.is.moved(entry.body.conv);
    this.is.applied(entry.seq);
  }
}
