import type { Entry } from "@skein/protocol";
import type { Background } from "./background.ts";
import { erased, forgotten } from "./erase.ts";
import type { Journal } from "./journal.ts";
import type { Store } from "./store/store.ts";
import type { Talk } from "./talk.ts";

/** Changes what this device holds of entries: in memory at once, then in the store. */
export class Rewriting {
  constructor(
    private readonly journal: Journal,
    private readonly store: Store,
    private readonly background: Background,
  ) {}

  /** Forgets what a message said, and what it was edited to up to `by`. */
  erase(talk: Talk, seq: number, by: number): void {
    talk.timeline.erase(seq);
    this.stored(talk, seq, by, (entry) => erased(entry, seq));
  }

  /** Forgets a history that was cleared; of it nothing is shown, so memory is let go of in its time. */
  forget(talk: Talk, before: number): void {
    this.stored(talk, 1, before - 1, forgotten);
  }

  entries(talk: Talk, seqs: readonly number[], change: (entry: Entry) => Entry): void {
    const these = (entry: Entry): Entry => (seqs.includes(entry.seq) ? change(entry) : entry);
    talk.timeline.rewrite(these);
    for (const seq of seqs) this.stored(talk, seq, seq, these);
  }

  private stored(talk: Talk, from: number, to: number, change: (entry: Entry) => Entry): void {
    this.background(async () => {
      await this.journal.flushed();
      const kept = await this.store.entries(talk.id, from, to);
      this.journal.entries(kept.map(change).filter((entry, index) => entry !== kept[index]));
    });
  }
}
