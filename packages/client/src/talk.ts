import type { Entry, Summary } from "@skein/protocol";
import type { Clock } from "./clock.ts";
import { erased } from "./erase.ts";
import type { Caller } from "./link/requests.ts";
import { ticksOf } from "./item.ts";
import { Derived } from "./observable.ts";
import type { ConversationRecord, DraftRecord, OutboxRecord, OwnRead } from "./store/store.ts";
import { Streams } from "./streams.ts";
import { Timeline } from "./timeline.ts";
import type { TimelineSource } from "./timeline-state.ts";
import { Typists } from "./typing.ts";
import { type ConversationView, readOf, viewOf } from "./view.ts";

interface Setup extends Omit<TimelineSource, "head" | "readMark" | "since" | "ticks" | "growing"> {
  readonly clock: Clock;
  /** What a list shows of it may have changed. */
  readonly changed: () => void;
  readonly caller: Caller;
  /** The server's time as this device knows it. */
  readonly now: () => number;
}

/** What this device holds of one conversation. */
export class Talk {
  summary: Summary | undefined;
  ownRead: OwnRead | undefined;
  draft: DraftRecord | undefined;
  readonly typists: Typists;
  readonly timeline: Timeline;
  readonly streams: Streams;
  readonly view: Derived<ConversationView | undefined>;
  /** Messages that were taken back while this client runs: a page that was read before may still hold what they said. */
  private readonly recalled = new Set<number>();

  constructor(
    readonly id: string,
    private readonly is: Setup,
  ) {
    this.typists = new Typists(is.clock, () => this.touch());
    this.view = new Derived(() => this.compute());
    this.streams = new Streams({ ...is, conv: id, changed: () => this.timeline.touch() });
    this.timeline = new Timeline({
      ...is,
      page: async (params) => {
        const page = await is.page(params);
        return { ...page, entries: page.entries.map((entry) => this.scrub(entry)) };
      },
      head: () => this.summary?.head,
      readMark: () => this.readMark,
      since: () => this.summary?.since ?? 0,
      ticks: () => ticksOf(this.summary, is.me()),
      growing: () => this.streams.list,
      watched: (looking) => {
        is.watched(looking);
        this.streams.watched(looking);
      },
    });
  }

  /** The own read mark, as far as this device knows. */
  get readMark(): number {
    return this.summary ? readOf(this.summary, this.ownRead).seq : 0;
  }

  get record(): ConversationRecord | undefined {
    const { summary, ownRead } = this;
    return summary && { summary, ...(ownRead && { ownRead }) };
  }

  /** A message was taken back: what it said is forgotten here; the store forgets it with the entry that says so. */
  erase(seq: number): void {
    this.recalled.add(seq);
    this.timeline.rewrite((entry) => erased(entry, seq));
  }

  /** An entry without what was taken back. */
  scrub(entry: Entry): Entry {
    const of = entry.ref ?? entry.seq;
    return this.recalled.has(of) ? erased(entry, of) : entry;
  }

  /** What is being written is this now; whether it was something else before. */
  redraft(text: string, reply: number | undefined, unsaved = false): boolean {
    const { draft } = this;
    if ((draft?.text ?? "") === text && draft?.reply === reply) return false;
    const some = text !== "" || reply !== undefined;
    this.draft = some ? { text, ...(reply !== undefined && { reply }), ...(unsaved && { unsaved }) } : undefined;
    return true;
  }

  /** Something that a view or a line shows has changed. */
  touch(): void {
    this.view.touch();
    this.timeline.touch();
    this.is.changed();
  }

  private compute(): ConversationView | undefined {
    const { summary, ownRead, draft } = this;
    if (!summary) return undefined;
    const outbox: readonly OutboxRecord[] = this.is.outbox();
    return viewOf({ me: this.is.me(), summary, ownRead, outbox, typing: this.typists.users, draft });
  }
}
