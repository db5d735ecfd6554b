import type { Entry, Summary } from "@skein/protocol";
import type { Clock } from "./clock.ts";
import type { ConnectionState } from "./link/connection-state.ts";

/** A link that is back within so many ms was never gone for a person: what was said meanwhile is news like any other. */
const SHORT = 5_000;

/**
 * Short gaps in the link: another tab takes over, a node restarts. What came in one of them comes with the delta, as what was missed in a
 * whole night does, but is worth a sound.
 */
export class Blink {
  private online = false;
  private lostAt = Number.NEGATIVE_INFINITY;
  /** Up to where each conversation was told of. */
  private readonly told = new Map<string, number>();

  constructor(private readonly clock: Clock) {}

  /** Where the link stands. */
  moved(phase: ConnectionState["phase"]): void {
    if (this.online && phase !== "online") this.lostAt = this.clock.now();
    this.online = phase === "online";
  }

  /** Whether nobody was told of this entry yet, as of now somebody is: a delta and the stream behind it may both hold it. */
  first({ conv, seq }: Entry): boolean {
    if (seq <= (this.told.get(conv) ?? 0)) return false;
    this.told.set(conv, seq);
    return true;
  }

  /** What was told of this conversation, or of all, counts no more: its log may begin anew. */
  forget(conv?: string): void {
    if (conv === undefined) this.told.clear();
    else this.told.delete(conv);
  }

  /** Of what a delta says, that which is news. */
  news(
    { entries = [] }: Summary & { readonly entries?: readonly Entry[] },
    head: number | undefined,
  ): readonly Entry[] {
    // while one is online it is the word of a link that takes over from another one: there was no gap at all
    if (head === undefined || (!this.online && this.clock.now() - this.lostAt >= SHORT)) return [];
    return entries.filter(({ seq }) => seq > head);
  }
}
