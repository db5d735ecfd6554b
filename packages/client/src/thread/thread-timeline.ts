import type { Entry, Result } from "@skein/protocol";
import type { Background } from "../background.ts";
import type { Clock } from "../clock.ts";
import { SkeinError } from "../error.ts";
import { heldItem, type Item, ticksOf } from "../item.ts";
import { Lines } from "../lines.ts";
import type { Caller } from "../link/requests.ts";
import { Derived, type Observable } from "../observable.ts";
import type { OutboxRecord } from "../store/store.ts";
import type { Talk } from "../talk.ts";
import type { TimelineState } from "../timeline-state.ts";
import { OnceMore } from "./once-more.ts";
import { asLine, isReply, waitsIn } from "./replies.ts";
import { ReplyRun } from "./reply-run.ts";

const PAGE = 50;
/** A jump reads back so many pages at most. */
const FAR = 20;

/** What the lines of a thread need of the conversation around it. */
export interface ThreadSource {
  readonly talk: Talk;
  readonly root: number;
  readonly caller: Caller;
  readonly clock: Clock;
  readonly background: Background;
  me(): string;
  waiting(conv: string): readonly OutboxRecord[];
  /** Entries of the conversation that the device has stored. */
  cached(conv: string, from: number, to: number): Promise<Entry[]>;
  /** Up to where one has read; 0 where nothing is to be marked as new, undefined while that is not known. */
  readMark(): number | undefined;
  /** What a page tells beside its entries. */
  told(page: Result<"thread.list">): void;
}

/**
 * The replies in one thread as lines: like those of a conversation, from the same log. What lies behind the newest entries that the device
 * has is read by pages; what comes, and what is done to replies, is taken from the conversation's own timeline, which is open as long as
 * somebody looks.
 */
export class ThreadTimeline {
  private readonly replies: ReplyRun;
  private seeded = false;
  private viewers = 0;
  /** Resolves when whoever reads is through. */
  private reading: Promise<void> | undefined;
  /** Something was missed while a page was on its way. */
  private again = false;
  private error: SkeinError | undefined;
  private mark: number | undefined;
  private readonly onceMore: OnceMore;
  private leave: (() => void) | undefined;
  private readonly lines = new Lines();
  private readonly derived = new Derived<TimelineState>(() => this.compute());

  constructor(private readonly is: ThreadSource) {
    this.replies = new ReplyRun(is.root, is.me);
    this.onceMore = new OnceMore(is.clock, () => this.refresh());
  }

  get state(): Observable<TimelineState> {
    return this.derived;
  }

  /** Somebody looks; call what it returns when they look away. */
  open(): () => void {
    this.viewers += 1;
    if (this.viewers === 1) {
      const { timeline } = this.is.talk;
      const ends = [timeline.state.subscribe(() => this.check()), timeline.open()];
      this.leave = () => {
        for (const end of ends) end();
      };
      // before anything is in sight, which would move it
      this.mark = this.is.readMark();
      this.refresh();
    }
    let open = true;
    return () => {
      if (!open) return;
      open = false;
      this.viewers -= 1;
      if (this.viewers > 0) return;
      this.leave?.();
      this.onceMore.cancel();
    };
  }

  get watched(): boolean {
    return this.viewers > 0;
  }

  /** Reads the page before the first reply. Never rejects: what goes wrong is in `state`. */
  async loadOlder(): Promise<void> {
    if (!this.replies.whole) await this.load(() => this.older());
  }

  /** There is never anything after the last reply. */
  async loadNewer(): Promise<void> {
    // a thread is read from its end
  }

  /**
   * Goes to a reply, wherever in the thread it stands. Never rejects.
   *
   * @returns whether it is there; undefined where that could not be read: go for it again
   */
  async jump(seq: number): Promise<boolean | undefined> {
    const { replies } = this;
    for (let pages = 0; pages < FAR && !replies.whole && !replies.at(seq); pages += 1) {
      if ((replies.entries[0]?.seq ?? seq) < seq) break;
      // nobody reads beside another: what is on its way may bring it
      if (this.reading) await this.reading;
      // told by what this reader did: another one may have begun, and forgotten the error, before one looks
      else if (!(await this.load(() => this.older()))) return undefined;
    }
    return replies.at(seq) !== undefined;
  }

  /** One is always there. */
  newest(): void {
    this.touch();
  }

  /** One message, wherever in the conversation it stands. */
  message(seq: number): Observable<Item | null | undefined> {
    return this.is.talk.timeline.message(seq);
  }

  /** Replies of others after a seq; undefined where those are not all here. */
  unreadAfter(read: number): number | undefined {
    return this.replies.unreadAfter(read);
  }

  touch(): void {
    this.derived.touch();
  }

  /** Puts others in the place of entries. */
  rewrite(change: (entry: Entry) => Entry): void {
    this.replies.rewrite(change);
    this.touch();
  }

  /** The link is back: what was told meanwhile was missed. */
  resume(): void {
    if (this.viewers > 0) this.refresh();
  }

  /** The log moved on. */
  private check(): void {
    this.touch();
    if (!this.replies.follow(this.log) && this.viewers > 0 && !this.error) this.refresh();
  }

  private get log(): readonly Entry[] {
    return this.is.talk.timeline.entries;
  }

  private get head(): number {
    return this.is.talk.summary?.head ?? 0;
  }

  private refresh(): void {
    this.onceMore.cancel();
    this.again = this.reading !== undefined;
    this.is.background(() => this.load(() => this.catchUp()));
  }

  /** Runs one reader at a time; returns whether it came through. While somebody reads it does nothing. */
  private async load(step: () => Promise<unknown>): Promise<boolean> {
    if (this.reading) return false;
    let through = (): void => undefined;
    this.reading = new Promise((resolve) => (through = resolve));
    this.error = undefined;
    this.touch();
    try {
      await step();
      return true;
    } catch (thrown) {
      this.error = SkeinError.from(thrown);
      this.onceMore.after(this.error);
      return false;
    } finally {
      this.reading = undefined;
      through();
      if (this.again) this.refresh();
      this.check();
    }
  }

  private async catchUp(): Promise<void> {
    const { caller, talk, root } = this.is;
    if (!this.seeded) await this.seed();
    const { head } = this;
    const page = await caller.call("thread.list", { conv: talk.id, root, limit: PAGE });
    this.is.told(page);
    this.mark ??= this.is.readMark();
    this.replies.newest(page.entries, this.log, head, page.entries.length === PAGE);
  }

  private async seed(): Promise<void> {
    this.seeded = true;
    const { head } = this;
    const { talk, root } = this.is;
    if (root < head) this.replies.seed(await this.is.cached(talk.id, root, head), head);
    this.touch();
  }

  private async older(): Promise<void> {
    const { caller, talk, root } = this.is;
    const before = this.replies.entries[0]?.seq;
    if (!this.replies.begun || before === undefined) return this.catchUp();
    const { entries } = await caller.call("thread.list", { conv: talk.id, root, before, limit: PAGE });
    this.replies.older(entries, entries.length === PAGE);
  }

  private compute(): TimelineState {
    const { replies, error, mark = 0 } = this;
    const { root, talk } = this.is;
    replies.follow(this.log);
    const me = this.is.me();
    const waiting = this.is.waiting(talk.id).flatMap((record) => {
      if (waitsIn(record, root)) return [asLine(record)];
      return record.ref !== undefined && replies.at(record.ref) ? [record] : [];
    });
    const { delivered } = ticksOf(talk.summary, me);
    const items = this.lines.of(replies.entries.map(asLine), [], {
      me: () => me,
      // up to where others have read the talk says nothing of its threads
      ticks: () => ({ delivered, read: 0 }),
      since: () => 0,
      outbox: () => waiting,
      growing: () => [],
    });
    const held = talk.timeline.held.filter((one) => one.from === me && isReply(one, root) && !replies.at(one.seq));
    return {
      items: held.length > 0 ? [...items, ...held.map((entry) => heldItem(asLine(entry), me))] : items,
      hasOlder: !replies.whole && replies.entries.length > 0,
      hasNewer: false,
      loading: this.reading !== undefined,
      readMark: mark,
      ...(error && { error }),
    };
  }
}
