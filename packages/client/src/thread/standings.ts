import type { Bodies, Entry, Result } from "@skein/protocol";
import type { Clock, Timer } from "../clock.ts";
import type { OwnBodies, OwnKind } from "../own.ts";
import type { OutboxRecord } from "../store/store.ts";
import { after, waitsIn } from "./replies.ts";
import { merged, readUpTo, type Standing, threadKey, unknown } from "./standing.ts";

/** What one does for oneself that waits to be told to the server. */
export interface OwnQueue {
  waiting(): readonly OutboxRecord[];
  put<K extends OwnKind>(kind: K, body: OwnBodies[K]): void;
  remove(key: string): void;
}

interface Setup {
  readonly clock: Clock;
  readonly own: OwnQueue;
  readonly me: () => string;
  readonly changed: (id: string) => void;
  /** Replies of others after a seq, where they are all in memory. */
  readonly unreadAfter: (id: string, read: number) => number | undefined;
}

type Own = "self.thread" | "self.followed";

/** How one stands to so many threads is remembered. */
const BOUND = 1_000;
/** Read marks leave at most so often, ms. */
const PACE = 500;

/** How one stands to each thread: what the server told, and what one does here, which shows at once and waits in the outbox. */
export class Standings {
  private readonly known = new Map<string, Standing>();
  /** In sight up to a reply, maybe before it is known whether one follows the thread. */
  private readonly seen = new Map<string, number>();
  private readonly marks = new Map<string, Timer>();
  /** What was done to messages while the list is read. */
  private late: Entry[] | undefined;

  constructor(private readonly is: Setup) {}

  of(conv: string, root: number): Standing {
    return this.get(conv, root) ?? unknown(conv, root);
  }

  get(conv: string, root: number): Standing | undefined {
    return this.known.get(threadKey(conv, root));
  }

  all(): IterableIterator<Standing> {
    return this.known.values();
  }

  set(standing: Standing): void {
    const id = threadKey(standing.conv, standing.root);
    this.known.delete(id);
    this.known.set(id, standing);
    for (const oldest of this.known.keys()) if (this.known.size > BOUND) this.known.delete(oldest);
    this.is.changed(id);
  }

  /** What the server told. */
  take(conv: string, root: number, told: Omit<Standing, "conv" | "root">): void {
    const followed = this.wanted(conv, root) ?? told.followed;
    const next = merged(this.of(conv, root), { ...told, conv, root, followed });
    const marked = this.asked("self.thread", conv, root).at(-1)?.body as OwnBodies["self.thread"] | undefined;
    this.set(marked ? readUpTo(next, marked.read, undefined) : next);
    const seen = this.seen.get(threadKey(conv, root));
    if (seen !== undefined) this.sees(conv, root, seen);
  }

  /**
   * Of what was known before the newest page was asked for: what should be on it and is not is one's own no more. Its root was taken back,
   * one ended it elsewhere, or may not read it any longer.
   */
  only(
    { threads, next }: Result<"thread.mine">,
    before: readonly Standing[],
    waiting: (conv: string) => readonly OutboxRecord[],
  ): void {
    const oldest = next === undefined ? 0 : (threads.at(-1)?.last.at ?? 0);
    const told = new Set(threads.map(({ conv, root }) => threadKey(conv, root.seq)));
    for (const known of before) {
      const { conv, root, followed, last } = known;
      const lacks = followed && (last?.at ?? 0) > oldest && !told.has(threadKey(conv, root));
      if (!lacks || this.get(conv, root) !== known || this.wanted(conv, root) !== undefined) continue;
      if (!waiting(conv).some((record) => waitsIn(record, root))) this.set({ ...known, followed: false });
    }
  }

  /** What the self log says; returns whether how many are left unread is to be asked for. */
  moved({ conv, root, read, followed }: Bodies["self.thread"]): boolean {
    const known = this.of(conv, root);
    const left = this.is.unreadAfter(threadKey(conv, root), read);
    this.set({ ...readUpTo(known, read, left), followed: this.wanted(conv, root) ?? followed });
    return followed && (!known.entry || !known.last || (read < known.last.seq && left === undefined));
  }

  /** It was in sight up to a reply. Of what one does not follow nobody is told. */
  sees(conv: string, root: number, seq: number): void {
    const id = threadKey(conv, root);
    const seen = Math.max(seq, this.seen.get(id) ?? 0);
    this.seen.set(id, seen);
    const known = this.of(conv, root);
    const read = Math.min(seen, known.last?.seq ?? seen);
    if (!known.followed || read <= known.read) return;
    this.set(readUpTo(known, read, this.is.unreadAfter(id, read)));
    if (this.marks.has(id)) return;
    this.marks.set(
      id,
      this.is.clock.after(PACE, () => {
        this.marks.delete(id);
        this.ask("self.thread", { conv, root, read: this.of(conv, root).read });
      }),
    );
  }

  follow(conv: string, root: number, on: boolean): void {
    this.set({ ...this.of(conv, root), followed: on });
    this.ask("self.followed", { conv, root, on });
  }

  /** The server did not want it; returns whether it was about a thread: how it is there stands. */
  refused({ kind, body }: OutboxRecord): boolean {
    if (kind !== "self.thread" && kind !== "self.followed") return false;
    const { conv, root } = body as OwnBodies[Own];
    const id = threadKey(conv, root);
    this.known.delete(id);
    this.is.changed(id);
    return true;
  }

  /** Something was done to a message. */
  done(entry: Entry): void {
    const { conv, ref } = entry;
    this.late?.push(entry);
    this.rewrite(conv, ref, (one) => (one.seq === ref ? after(one, entry, this.is.me()) : one));
  }

  /**
   * What is read from now on may be of a moment before what comes meanwhile.
   *
   * @returns does again what was done since, to what was read
   */
  reading(): () => void {
    this.late = [];
    return () => {
      const late = this.late?.splice(0) ?? [];
      this.late = undefined;
      for (const entry of late) this.done(entry);
    };
  }

  /** Changes what a list says of threads: of all in a conversation, or where a message is the root or the newest reply. */
  rewrite(conv: string, seq: number | undefined, change: (entry: Entry) => Entry): void {
    for (const known of [...this.all()]) {
      const { entry, last } = known;
      if (known.conv !== conv || !entry) continue;
      if (seq !== undefined && seq !== known.root && seq !== last?.seq) continue;
      this.set({ ...known, entry: change(entry), ...(last && { last: change(last) }) });
    }
  }

  /** Waits in the outbox, in the place of what waits there already of the same thread. */
  private ask<K extends Own>(kind: K, body: OwnBodies[K]): void {
    for (const record of this.asked(kind, body.conv, body.root)) this.is.own.remove(record.key);
    this.is.own.put(kind, body);
  }

  private asked(kind: Own, conv: string, root: number): OutboxRecord[] {
    return this.is.own.waiting().filter((record) => {
      const body = record.body as OwnBodies[Own];
      return record.kind === kind && body.conv === conv && body.root === root;
    });
  }

  /** What one wants while the server does not know it yet. */
  private wanted(conv: string, root: number): boolean | undefined {
    const record = this.asked("self.followed", conv, root).at(-1);
    return record && (record.body as OwnBodies["self.followed"]).on;
  }
}
