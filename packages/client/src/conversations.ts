import { conversationKind, type Summary } from "@skein/protocol";
import type { Noted } from "./noted.ts";
import { Derived } from "./observable.ts";
import type { ConversationRecord, Saved } from "./store/store.ts";
import type { Talk } from "./talk.ts";
import { isUntold } from "./untold.ts";
import { unwritten } from "./unwritten.ts";
import type { ConversationView } from "./view.ts";

interface Setup {
  readonly me: () => string;
  readonly make: (id: string, changed: () => void) => Talk;
  readonly now: () => number;
  /** What is kept of it has changed; null: it is gone. */
  readonly changed: (id: string, record: ConversationRecord | null) => void;
  /** Something begins with somebody with whom nothing may have been shared before. */
  readonly begun: (peer: string) => void;
  /** Who keeps what is known of messages without having them. */
  readonly own: { with(task: (own: { readonly noted: Noted }) => void): void };
  /** Everything up to `seq` has reached this device. */
  readonly delivered: (id: string, seq: number) => void;
}

/** All conversations of this device. What the server tells of them is applied by `Arrivals`, which is loaded after the core. */
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

  /** One that is known. */
  find(id: string): (Talk & { summary: Summary }) | undefined {
    const talk = this.talks.get(id);
    return talk?.summary && (talk as Talk & { summary: Summary });
  }

  /** Those that are known. */
  *known(): Generator<Talk & { summary: Summary }> {
    for (const talk of this.talks.values()) if (talk.summary) yield talk as Talk & { summary: Summary };
  }

  *ids(): Generator<string> {
    for (const talk of this.known()) yield talk.id;
  }

  /** Takes back what was stored. */
  load(records: readonly ConversationRecord[], drafts: Saved["drafts"]): void {
    for (const { summary, ownRead } of records) {
      const talk = this.talk(summary.id);
      talk.summary = summary;
      talk.ownRead = ownRead;
    }
    for (const [id, draft] of drafts) this.talk(id).draft ??= draft;
    for (const talk of this.talks.values()) {
      talk.touch();
      talk.timeline.check();
    }
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
