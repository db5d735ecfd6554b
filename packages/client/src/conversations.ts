import { carried } from "./carried.ts";
import { conversationKind, type Entry, type EventData, type Summary } from "@skein/protocol";
import type { Drafts } from "./drafts.ts";
import type { OwnMark } from "./marks.ts";
import type { Noted } from "./noted.ts";
import type { Own } from "./outbox.ts";
import { Derived } from "./observable.ts";
import type { ConversationRecord } from "./store/store.ts";
import { advance, isUntold, lastOfDelta, marked, merge, needsRefresh, unwritten } from "./summary.ts";
import type { Talk } from "./talk.ts";
import type { ConversationView } from "./view.ts";

interface Setup {
  readonly me: () => string;
  readonly make: (id: string, changed: () => void) => Talk;
  readonly now: () => number;
  /** What is kept of it has changed; null: it is gone. */
  readonly changed: (id: string, record: ConversationRecord | null) => void;
  readonly keep: (entries: readonly Entry[]) => void;
  /** Something begins with somebody with whom nothing may have been shared before. */
  readonly begun: (peer: string) => void;
  /** A conversation is known now that was not: one shares something with those in it. */
  readonly met: () => void;
  /** Who keeps what was not sent, and what is known of messages without having them. */
  readonly own: { with(task: (own: { readonly drafts: Drafts; readonly noted: Noted }) => void): void };
  /** Everything up to `seq` has reached this device. */
  readonly delivered: (id: string, seq: number) => void;
  /** It must be got from the server again. */
  readonly refresh: (id: string) => void;
  /** What is kept before `seq` is to be forgotten: something between it and what follows was not seen. */
  readonly cut: (id: string, seq: number) => void;
  /** An own entry is in the log. */
  readonly logged: (conv: string, key: string) => void;
}

/** All conversations of this device: applies what the server tells, in whatever order it is told. */
export class Conversations {
  private readonly talks = new Map<string, Talk>();
  readonly list: Derived<readonly ConversationView[]>;

  constructor(private readonly is: Setup) {
    this.list = new Derived((last) => sorted(this.talks.values(), last));
  }

  /** One conversation, also one that is not known (yet). */
  talk(id: string): Talk {
    let talk = this.talks.get(id);
    if (!talk) {
      talk = this.is.make(id, () => this.list.touch());
      this.talks.set(id, talk);
    }
    return talk;
  }

  knows(id: string): boolean {
    return this.talks.get(id)?.summary !== undefined;
  }

  /** Those that are known. */
  *known(): Generator<Talk & { summary: Summary }> {
    for (const talk of this.talks.values()) if (talk.summary) yield talk as Talk & { summary: Summary };
  }

  *ids(): Generator<string> {
    for (const talk of this.known()) yield talk.id;
  }

  /** Takes back what was stored. */
  load(records: readonly ConversationRecord[], drafts: readonly [conv: string, text: string][]): void {
    for (const { summary, ownRead } of records) {
      const talk = this.talk(summary.id);
      talk.summary = summary;
      talk.ownRead = ownRead;
    }
    for (const [conv, text] of drafts) this.talk(conv).draft ??= text;
    for (const talk of this.talks.values()) {
      talk.touch();
      talk.timeline.check();
    }
  }

  /**
   * Takes the server's view of a conversation; returns whether more is known here already.
   *
   * @param anew nothing of it came on this link before: the server's word stands, also where a mark is lower than here, as it is for
   * somebody who was removed and added again
   */
  told(summary: Summary, anew = false): boolean {
    if (summary.kind === "self") return false;
    const talk = this.talk(summary.id);
    const known = talk.summary;
    // what is here already says more: what one keeps of it is told once
    const fresh = summary.entries?.filter(({ seq }) => seq > (known?.head ?? 0));
    const entries = fresh ?? (summary.last ? [summary.last] : []);
    const last = lastOfDelta(known, summary, this.is.me());
    if (summary.last && !last) this.is.refresh(summary.id);
    const merged = merge(anew ? summary : (known ?? summary), last ? { ...summary, last } : summary);
    talk.summary = carried(known, summary, merged);
    this.is.own.with(({ noted }) => noted.told(talk, summary, known));
    const { draft } = talk.summary;
    if (draft && draft.v > (known?.draft?.v ?? 0)) this.is.own.with(({ drafts }) => drafts.told(talk, draft));
    if (!known) this.is.met();
    const first = summary.entries?.[0]?.seq ?? summary.head + 1;
    if (known && summary.head > known.head && first > known.head + 1) this.is.cut(summary.id, first);
    this.arrived(talk, entries);
    this.saved(talk);
    return known !== undefined && !anew && summary.head < known.head;
  }

  /** Takes one entry as it came; a conversation that is not known takes none. */
  entry(entry: Entry): void {
    const talk = this.talk(entry.conv);
    const { summary } = talk;
    if (!summary) return;
    const fresh = entry.seq > summary.head;
    if (fresh) {
      talk.summary = advance(summary, entry, this.is.me());
      this.is.own.with(({ noted }) => noted.entry(talk, entry));
      // Over a hole the entry's own change is known, but not what stands in the hole.
      if (entry.seq > summary.head + 1) this.is.cut(entry.conv, entry.seq);
      if (entry.seq > summary.head + 1 || needsRefresh(talk.summary, entry)) this.is.refresh(entry.conv);
    }
    talk.typists.told(entry.from, false);
    this.arrived(talk, [entry]);
    if (fresh) this.saved(talk);
  }

  /**
   * Takes an own message that the server has answered. Its entry comes like everyone's, maybe later; over a hole it only waits in
   * the timeline.
   */
  own(own: Own): void {
    const talk = this.talk(own.conv);
    const { summary } = talk;
    // of what the server adds to only the entry itself tells what it says
    if (!summary || own.kind === "custom") return;
    // what is done to a message does not count, so where it comes next the count stays
    const joins = summary.head === own.seq - 1;
    const count = own.count ?? (joins ? summary.count : undefined);
    if (count === undefined) return;
    const entry = { ...own, count } as Entry;
    if (joins) this.entry(entry);
    else this.arrived(talk, [entry]);
  }

  typing(event: EventData["typing"]): void {
    const talk = this.talks.get(event.conv);
    if (talk?.summary && event.user !== this.is.me()) talk.typists.told(event.user, event.active);
  }

  /** Something grows: whoever writes it types. */
  grew(event: EventData["stream"]): void {
    const talk = this.talks.get(event.conv);
    if (!talk?.summary) return;
    if (event.user !== this.is.me()) talk.typists.told(event.user, !event.ended);
    talk.streams.event(event);
  }

  /** The server has taken an own mark. */
  confirmed(conv: string, mark: OwnMark): void {
    const talk = this.talks.get(conv);
    if (!talk?.summary) return;
    const { summary, ownRead } = talk;
    // Without its count a read mark waits for the server's event, which tells both.
    const known = mark.read !== undefined && mark.read === ownRead?.seq;
    const read = known ? ownRead.seq : summary.read;
    const delivered = Math.max(summary.delivered, mark.delivered ?? 0, mark.read ?? 0);
    talk.summary = marked(
      summary,
      { user: this.is.me(), read, delivered, ...(known && { readCount: ownRead.count }) },
      this.is.me(),
    );
    this.saved(talk);
  }

  /** The link is there and everything is caught up: timelines that somebody looks at read what they lack. */
  check(): void {
    for (const talk of this.known()) {
      talk.timeline.check();
      talk.streams.resume();
    }
  }

  /** Nothing of this store is known any more. */
  clear(): void {
    for (const id of [...this.ids()]) this.remove(id);
  }

  /** A member's marks moved. */
  mark(event: EventData["mark"]): void {
    const talk = this.talks.get(event.conv);
    if (!talk?.summary) return;
    talk.summary = marked(talk.summary, event, this.is.me());
    this.saved(talk);
  }

  /** It is no conversation of ours any more. */
  remove(id: string): void {
    const talk = this.talks.get(id);
    if (!talk) return;
    talk.summary = undefined;
    talk.ownRead = undefined;
    talk.typists.clear();
    talk.timeline.unload();
    talk.touch();
    this.is.changed(id, null);
  }

  /** Makes a direct conversation show before anything was written in it. */
  begin(id: string): void {
    const talk = this.talk(id);
    if (talk.summary || conversationKind(id) !== "direct") return;
    talk.summary = unwritten(id, this.is.me(), this.is.now());
    if (talk.summary?.peer !== undefined) this.is.begun(talk.summary.peer);
    this.saved(talk);
  }

  /** Keeps what the device knows of a conversation and shows it. */
  saved(talk: Talk): void {
    this.is.own.with(({ noted }) => noted.marked(talk));
    const { record } = talk;
    if (!record) return;
    const { summary, ownRead } = record;
    if (ownRead && ownRead.seq <= summary.read) talk.ownRead = undefined;
    this.is.changed(talk.id, talk.record ?? record);
    talk.touch();
    talk.timeline.check();
    if (isUntold(summary)) this.is.delivered(talk.id, summary.head);
  }

  private arrived(talk: Talk, entries: readonly Entry[]): void {
    this.is.keep(entries);
    const me = this.is.me();
    for (const { from, key } of entries) if (from === me && key !== undefined) this.is.logged(talk.id, key);
    talk.timeline.arrived(entries);
    talk.streams.arrived(entries);
    for (const { kind, ref } of entries) if (kind === "message.recalled" && ref !== undefined) talk.erase(ref);
  }
}

/** The pinned first, then the latest; the same list again when no view of it has changed. */
function sorted(talks: Iterable<Talk>, last: readonly ConversationView[] | undefined): readonly ConversationView[] {
  const views: ConversationView[] = [];
  for (const talk of talks) {
    const view = talk.view.get();
    if (view) views.push(view);
  }
  views.sort((a, b) => (b.pinned ?? 0) - (a.pinned ?? 0) || b.at - a.at || (a.id < b.id ? -1 : 1));
  return last?.length === views.length && views.every((view, index) => view === last[index]) ? last : views;
}
