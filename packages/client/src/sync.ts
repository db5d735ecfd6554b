import { type Changes, conversationKind, type Entry, type Profile, type Summary, type Welcome } from "@skein/protocol";
import type { Background } from "./background.ts";
import { type Clock, wait } from "./clock.ts";
import { SkeinError } from "./error.ts";
import type { PushFrame } from "./link/connection-events.ts";
import type { Caller } from "./link/requests.ts";
import { Refresh } from "./refresh.ts";
import { SelfLog } from "./self-log.ts";

/** Whoever holds the conversations. */
interface Known {
  knows(id: string): boolean;
  ids(): Iterable<string>;
  /** Returns whether more was known already; `anew`: nothing of it came on this link before. */
  told(summary: Summary, anew?: boolean): boolean;
  entry(entry: Entry): void;
  remove(id: string): void;
  /** Everything is another store's. */
  clear(): void;
}

interface Setup {
  readonly caller: Caller;
  readonly clock: Clock;
  readonly background: Background;
  readonly known: Known;
  /** A direct conversation is kept although the list does not name it: the first message of ours makes it. */
  readonly holdsUnsent: (id: string) => boolean;
  readonly learn: (users: readonly Profile[]) => void;
  /** What is known of people, or of these, may be outdated. */
  readonly doubt: (ids?: readonly string[]) => void;
  readonly myself: { head: number | undefined; device: string | undefined };
  /** Whoever the self log tells of: who one is, what others are. */
  readonly told: readonly { entry(entry: Entry): void }[];
  /** It tells what one keeps for oneself. */
  readonly kept: (entry: Entry) => void;
  /** Reads who one is. */
  readonly identify: () => Promise<void>;
  /** Everything up to this cursor is applied. */
  readonly applied: (cursor: string) => void;
  readonly listed: () => void;
  readonly synced: () => void;
  /** An entry came live. */
  readonly live: (entry: Entry) => void;
  readonly event: (frame: PushFrame & { type: "event" }) => void;
  readonly failed: (error: SkeinError) => void;
}

/** The first page is small, so that there is something to see soon. */
const FIRST_PAGE = 50;
const PAGE = 500;
const RETRY = 1_000;
/** A list that is refused for good may be mended by whoever runs the server. */
const RETRY_REFUSED = 30_000;

/** Catches up after each welcome, then applies what comes live. A cursor counts only once nothing before it is missing. [CLIENT-10] */
export class Sync {
  private readonly refresh: Refresh;
  private readonly selfLog: SelfLog;
  /** Rises with each link, so that what an old one began ends. */
  private round = 0;
  private caughtUp = false;
  private latest: string | undefined;
  /** Left since the link was made: an answer that was worked out before must not bring it back. */
  private readonly left = new Set<string>();
  /** Told of live while the list is read: they are ours, also where they slipped from one page to another. */
  private readonly touched = new Set<string>();
  /** What the self log says and `kept` was not told of yet. */
  private readonly later: Entry[] = [];

  constructor(private readonly is: Setup) {
    this.refresh = new Refresh({
      caller: is.caller,
      clock: is.clock,
      background: is.background,
      told: (summary) => !this.left.has(summary.id) && is.known.told(summary),
      absent: (id) => is.known.remove(id),
      release: (entries) => {
        for (const entry of entries.toSorted((a, b) => a.seq - b.seq)) this.apply(entry);
      },
      settled: () => this.settle(),
    });
    this.selfLog = new SelfLog({
      head: () => is.myself.head,
      applied: (seq) => (is.myself.head = seq),
      changed: (entry) => {
        for (const part of is.told) part.entry(entry);
        this.later.push(entry);
      },
      joined: (conv) => {
        this.left.delete(conv);
        // Of those in it whom we knew before, nobody told us meanwhile.
        is.doubt();
        this.refresh.want(conv);
      },
      moved: (conv) => {
        if (is.known.knows(conv)) this.refresh.want(conv);
      },
      left: (conv) => {
        this.left.add(conv);
        this.refresh.forget(conv);
        is.known.remove(conv);
      },
    });
  }

  /** A link begins: a delta is the next frame, a list must be asked for. */
  welcomed(welcome: Welcome): void {
    this.lost();
    this.latest = welcome.cursor;
    this.is.myself.device = welcome.session;
    if (welcome.reason === "other_store") this.is.known.clear();
    if (welcome.resume === "reset") this.reload();
  }

  lost(): void {
    this.round += 1;
    this.caughtUp = false;
    this.left.clear();
    this.refresh.pause();
  }

  /** A conversation that the device should have and may not. */
  want(id: string): void {
    this.refresh.want(id);
  }

  pushed(frame: PushFrame): void {
    if (frame.type === "delta") return this.delta(frame);
    if (frame.type === "entry") {
      const { type: _type, cursor, ...entry } = frame;
      this.entry(entry);
      this.advance(cursor);
      return;
    }
    if (frame.name === "mark") {
      const { conv } = frame.data;
      if (!this.caughtUp) this.touched.add(conv);
      // the answer that tells of it may have been worked out before
      else if (!this.is.known.knows(conv) && !this.left.has(conv)) this.refresh.want(conv);
    }
    this.is.event(frame);
    if ("cursor" in frame.data) this.advance(frame.data.cursor);
  }

  private advance(cursor: string | undefined): void {
    if (cursor !== undefined) this.latest = cursor;
    this.settle();
  }

  /** Where everything that was told is applied, the place to resume from moves on. */
  private settle(): void {
    if (this.caughtUp && this.refresh.idle && this.latest !== undefined) this.is.applied(this.latest);
  }

  private entry(entry: Entry): void {
    if (!this.caughtUp) this.touched.add(entry.conv);
    if (conversationKind(entry.conv) === "self") {
      if (!this.selfLog.entry(entry)) this.reload();
      this.tell();
    } else if (this.is.known.knows(entry.conv)) this.apply(entry);
    else if (!this.left.has(entry.conv)) this.refresh.hold(entry);
  }

  /** Nobody told us meanwhile of those who were added: we may have had nothing in common with them. */
  private meet(entries: readonly Entry[]): void {
    for (const entry of entries) if (entry.kind === "member.added") this.is.doubt(entry.body.users);
  }

  /** What one keeps is of conversations and messages, too, that came with it: they are told first. */
  private tell(): void {
    for (const entry of this.later.splice(0)) this.is.kept(entry);
  }

  private apply(entry: Entry): void {
    this.meet([entry]);
    this.is.known.entry(entry);
    this.is.live(entry);
  }

  private delta(changes: Changes): void {
    this.is.learn(changes.users);
    const self = changes.conversations.find(({ kind }) => kind === "self");
    // first what was left, so that what was joined again afterwards stays
    const whole = !self || this.selfLog.delta(self);
    for (const summary of changes.conversations) {
      this.left.delete(summary.id);
      this.meet(summary.entries ?? []);
      this.refresh.told(summary.id);
      this.is.known.told(summary);
    }
    this.tell();
    this.latest = changes.cursor;
    if (whole) this.done();
    else this.reload();
  }

  /** Reads the list anew: what it does not name and nobody has told of meanwhile is gone. */
  private reload(): void {
    this.caughtUp = false;
    this.is.doubt();
    this.is.myself.head = undefined;
    this.touched.clear();
    this.round += 1;
    const { round } = this;
    this.is.background(async () => {
      while (round === this.round) {
        try {
          await Promise.all([this.is.identify(), this.list(round)]);
          if (round === this.round) this.done();
          return;
        } catch (thrown) {
          const error = SkeinError.from(thrown);
          if (error.name === "offline" || error.name === "closed") return;
          this.is.failed(error);
          await wait(this.is.clock, error.after ?? (error.retry === "later" ? RETRY : RETRY_REFUSED));
        }
      }
    });
  }

  private async list(round: number): Promise<void> {
    const unseen = new Set(this.is.known.ids());
    let after: string | undefined;
    do {
      const limit = after === undefined ? FIRST_PAGE : PAGE;
      const page = await this.is.caller.call("conversation.list", { limit, ...(after !== undefined && { after }) });
      if (round !== this.round) return;
      for (const summary of page.conversations) {
        unseen.delete(summary.id);
        if (!this.left.has(summary.id)) this.is.known.told(summary, !this.touched.has(summary.id));
      }
      this.is.listed();
      after = page.next;
    } while (after !== undefined);
    for (const id of unseen) {
      if (this.touched.has(id)) this.refresh.want(id);
      else if (conversationKind(id) !== "direct" || !this.is.holdsUnsent(id)) this.is.known.remove(id);
    }
  }

  private done(): void {
    this.caughtUp = true;
    this.is.listed();
    this.refresh.resume();
    this.settle();
    this.is.synced();
  }
}
