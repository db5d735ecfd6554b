import type { Entry } from "@skein/protocol";
import type { Background } from "../background.ts";
import type { Clock } from "../clock.ts";
import type { Emitter } from "../emitter.ts";
import { SkeinError } from "../error.ts";
import type { ClientEvents } from "../events.ts";
import type { Caller } from "../link/requests.ts";
import { Derived, type Observable } from "../observable.ts";
import type { OutboxRecord, ThreadRecord } from "../store/store.ts";
import type { Talk } from "../talk.ts";
import { Doubts } from "./doubts.ts";
import { isReply } from "./replies.ts";
import { OnceMore } from "./once-more.ts";
import { replied, threadKey, unknown } from "./standing.ts";
import { type OwnQueue, Standings } from "./standings.ts";
import { Thread } from "./thread.ts";
import { ThreadTimeline } from "./thread-timeline.ts";
import {
  keptOf,
  stateOf,
  type ThreadsState,
  type ThreadState,
  type ThreadView,
  unreadOf,
  viewOfThread,
} from "./thread-view.ts";

interface Setup {
  readonly caller: Caller;
  readonly clock: Clock;
  readonly background: Background;
  readonly events: Pick<Emitter<ClientEvents>, "emit">;
  readonly own: OwnQueue;
  readonly me: () => string;
  readonly talk: (id: string) => Talk;
  readonly say: (conv: string, kind: string, body: object, root: number) => string;
  readonly waiting: (conv: string) => readonly OutboxRecord[];
  readonly cached: (conv: string, from: number, to: number) => Promise<Entry[]>;
  readonly keepDraft: (drafts: Talk) => void;
  readonly keep: (threads: readonly ThreadRecord[]) => void;
}

const PAGE = 30;
/** Threads in memory; the oldest are let go. */
const HANDLES = 50;

/** Which threads one follows, and what is new in them: live by the self log and by the replies that come. [THREAD-5] [THREAD-6] */
export class Threads {
  private readonly derived = new Derived<ThreadsState>(() => this.compute());
  readonly state: Observable<ThreadsState> = this.derived;
  private readonly standings: Standings;
  private readonly handles = new Map<string, { readonly thread: Thread; readonly state: Derived<ThreadState> }>();
  private readonly doubts: Doubts;
  private known = false;
  private loading = false;
  private again = false;
  private readonly onceMore: OnceMore;
  private error: SkeinError | undefined;
  private next: number | undefined;
  /** Unread ones beyond the pages that were read. */
  private beyond = 0;

  constructor(private readonly is: Setup) {
    this.onceMore = new OnceMore(is.clock, () => this.refresh());
    this.standings = new Standings({
      ...is,
      changed: (id) => {
        this.handles.get(id)?.state.touch();
        this.derived.touch();
        this.keep();
      },
      unreadAfter: (id, read) => this.handles.get(id)?.thread.timeline.unreadAfter(read),
    });
    this.doubts = new Doubts({ clock: is.clock, look: () => this.refresh(), alert: (entry) => this.alert(entry) });
  }

  /** One thread, the same object each time. */
  of(conv: string, root: number): Thread {
    const id = threadKey(conv, root);
    const { standings, handles } = this;
    const known = handles.get(id);
    if (known) return known.thread;
    const talk = this.is.talk(conv);
    const state = new Derived<ThreadState>(() => stateOf(standings.of(conv, root), this.is.waiting(conv)));
    const timeline = new ThreadTimeline({
      ...{ ...this.is, talk, root },
      readMark: () => standings.get(conv, root) && (state.get().followed ? state.get().read : 0),
      told: ({ root: entry, entries, ...told }) => {
        const last = entries.at(-1);
        standings.take(conv, root, { ...told, entry, ...(last && { last }) });
      },
    });
    const drafts = this.is.talk(`${conv}#${root}`);
    const thread = new Thread({
      ...{ talk, root, timeline, state, drafts, keepDraft: this.is.keepDraft },
      say: (kind, body) => {
        this.meet(talk, root);
        return this.is.say(conv, kind, body, root);
      },
      seen: (seq) => standings.sees(conv, root, seq),
      follow: (on) => {
        this.meet(talk, root);
        standings.follow(conv, root, on);
      },
    });
    for (const [oldest, one] of handles)
      if (handles.size >= HANDLES && !one.thread.timeline.watched) handles.delete(oldest);
    handles.set(id, { thread, state });
    return thread;
  }

  /** Reads the next page. Never rejects: what goes wrong is in `state`. */
  async more(): Promise<void> {
    if (!this.loading && (this.next !== undefined || !this.known || this.error)) await this.load(this.next);
  }

  /** Takes back what was stored. */
  restore(threads: readonly ThreadRecord[] = []): void {
    this.known ||= threads.length > 0;
    for (const thread of threads) this.told(thread);
  }

  /** The link is there, and everything else is caught up. */
  resume(): void {
    this.refresh();
    for (const { thread } of this.handles.values()) thread.timeline.resume();
  }

  /** An entry about another one came live: a reply, or what is done to a message. */
  heard(entry: Entry): void {
    if (!isReply(entry)) {
      this.standings.done(entry);
      return;
    }
    const { conv, ref: root = 0 } = entry;
    const known = this.standings.get(conv, root);
    const next = replied(known ?? unknown(conv, root), entry, this.is.me());
    if (known ?? next.followed) this.standings.set(next);
    if (next.followed) {
      this.alert(entry);
      if (!next.entry) this.doubts.add();
      return;
    }
    // the first reply lets the author of the root follow the thread: the server knows whether they ended that before
    const first = known?.entry?.from === this.is.me() && known.replies === 0;
    if (first || (!known && this.doubts.has(conv, root))) this.doubts.add(entry);
  }

  /** Another device has read on, or follows. */
  entry(entry: Entry): void {
    if (entry.kind !== "self.thread") return;
    this.doubts.again(entry.body.conv, entry.body.root);
    if (this.standings.moved(entry.body)) this.refresh();
  }

  /** The server did not want it. */
  refused(record: OutboxRecord): void {
    if (this.standings.refused(record)) this.refresh();
  }

  /** What waits to be sent, or which conversations there are, has changed. */
  touch(): void {
    this.derived.touch();
    for (const { state, thread } of this.handles.values()) {
      state.touch();
      thread.timeline.touch();
    }
  }

  /** Puts others in the place of entries. */
  rewrite(conv: string, change: (entry: Entry) => Entry): void {
    for (const { thread } of this.handles.values()) if (thread.conversation === conv) thread.timeline.rewrite(change);
    this.standings.rewrite(conv, undefined, change);
  }

  /** One does something in it: it is among one's own from then on, where the device knows the root. */
  private meet({ id, timeline }: Talk, root: number): void {
    const known = this.standings.of(id, root);
    const entry = known.entry ?? timeline.entries.find(({ seq }) => seq === root);
    if (entry && !known.entry) this.standings.set({ ...known, entry });
  }

  private told({ conv, root: entry, ...told }: ThreadRecord): void {
    this.standings.take(conv, entry.seq, { ...told, entry });
  }

  private alert(entry: Entry): void {
    const { conv, ref = 0, from, seq } = entry;
    if (from === this.is.me() || seq <= this.standings.of(conv, ref).read) return;
    this.is.events.emit("message", { conversation: conv, entry });
  }

  private refresh(): void {
    this.onceMore.cancel();
    this.again = this.loading;
    if (!this.loading) this.is.background(() => this.load());
  }

  private async load(from?: number): Promise<void> {
    const settle = this.doubts.looking();
    const redo = this.standings.reading();
    this.loading = true;
    this.error = undefined;
    this.derived.touch();
    try {
      const before = [...this.standings.all()];
      const after = from === undefined ? {} : { after: from };
      const page = await this.is.caller.call("thread.mine", { limit: PAGE, ...after });
      for (const thread of page.threads) this.told(thread);
      redo();
      if (from === undefined) this.standings.only(page, before, (conv) => this.is.waiting(conv));
      this.known = true;
      this.next = page.next;
      this.beyond = page.next === undefined ? 0 : Math.max(0, page.unread - unreadOf(this.views()));
      settle((conv, root) => this.standings.get(conv, root));
      this.keep();
    } catch (thrown) {
      this.error = SkeinError.from(thrown);
      this.onceMore.after(this.error);
    } finally {
      redo();
      this.loading = false;
      this.derived.touch();
      if (this.again) this.refresh();
    }
  }

  private views(): ThreadView[] {
    return [...this.standings.all()].flatMap(
      (known) => viewOfThread(known, this.is.talk(known.conv), this.is.waiting(known.conv), this.is.me()) ?? [],
    );
  }

  private keep(): void {
    if (this.known) this.is.keep(keptOf(this.standings.all()));
  }

  private compute(): ThreadsState {
    const threads = this.views().sort((a, b) => b.at - a.at);
    return {
      threads,
      unread: unreadOf(threads) + this.beyond,
      hasMore: this.next !== undefined,
      known: this.known,
      loading: this.loading,
      ...(this.error && { error: this.error }),
    };
  }
}
