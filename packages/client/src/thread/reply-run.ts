import type { Entry } from "@skein/protocol";
import { denseEnd } from "../run.ts";
import { after, isReply } from "./replies.ts";

/** The replies of one thread as far as they are known: without a hole from the first of them to the end of the log. */
export class ReplyRun {
  /** Ascending, each with all that was done to it up to `upto`. */
  private list: readonly Entry[] = [];
  /** Everything of the conversation's log up to here is in the list; undefined: nothing was read yet. */
  private upto: number | undefined;
  private all = false;

  constructor(
    private readonly root: number,
    private readonly me: () => string,
  ) {}

  get entries(): readonly Entry[] {
    return this.list;
  }

  /** Nothing lies before the first reply. */
  get whole(): boolean {
    return this.all;
  }

  get begun(): boolean {
    return this.upto !== undefined;
  }

  at(seq: number): Entry | undefined {
    return this.list.find((reply) => reply.seq === seq);
  }

  /** Replies of others after a seq; undefined where those are not all here. */
  unreadAfter(read: number): number | undefined {
    if (!this.all && (this.list[0]?.seq ?? Number.MAX_SAFE_INTEGER) > read + 1) return undefined;
    return this.list.filter(({ seq, from }) => seq > read && from !== this.me()).length;
  }

  /** What the device has stored of the log: all of the thread, where that reaches back to the root. */
  seed(stored: readonly Entry[], head: number): void {
    const dense = denseEnd(stored, head);
    const [first] = dense;
    if (!first) return;
    this.upto = first.seq - 1;
    this.all = first.seq <= this.root + 1;
    for (const entry of dense) this.apply(entry);
  }

  /**
   * The newest page, as the server told it.
   *
   * @param head the log's, when it was asked for
   * @param full whether there may be more before it
   */
  newest(page: readonly Entry[], log: readonly Entry[], head: number, full: boolean): void {
    // where the log moved on without us, what was done meanwhile to what we hold is not known
    const joins = this.upto !== undefined && !this.lacks(log);
    const reaches = joins && (this.list.at(-1)?.seq ?? 0) >= (page[0]?.seq ?? 0);
    const kept = reaches ? this.list : [];
    const fresh = page.filter(({ seq }) => !kept.some((reply) => reply.seq === seq));
    this.list = [...kept, ...fresh].toSorted(bySeq);
    this.all = !full || (reaches && this.all);
    if (!joins) this.upto = head;
  }

  /** The page before the first reply. */
  older(page: readonly Entry[], full: boolean): void {
    this.list = [...page, ...this.list];
    this.all = !full;
  }

  /** Takes what the newest stretch of the log has beyond what is known here; false where something in between is missing. */
  follow(log: readonly Entry[]): boolean {
    if (this.upto === undefined) return true;
    if (this.lacks(log)) return false;
    const from = this.upto + 1 - (log[0]?.seq ?? 0);
    for (const entry of log.slice(Math.max(0, from))) this.apply(entry);
    return true;
  }

  rewrite(change: (entry: Entry) => Entry): void {
    this.list = this.list.map(change);
  }

  private lacks([first]: readonly Entry[]): boolean {
    return first !== undefined && first.seq > (this.upto ?? 0) + 1;
  }

  private apply(entry: Entry): void {
    this.upto = Math.max(this.upto ?? 0, entry.seq);
    const { ref } = entry;
    if (isReply(entry, this.root)) {
      if (!this.at(entry.seq)) this.list = [...this.list, entry].toSorted(bySeq);
    } else if (ref !== undefined && this.at(ref)) {
      this.list = this.list.map((reply) => (reply.seq === ref ? after(reply, entry, this.me()) : reply));
    }
  }
}

function bySeq(a: Entry, b: Entry): number {
  return a.seq - b.seq;
}
