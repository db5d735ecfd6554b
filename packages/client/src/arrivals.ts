import type { Entry, EventData, Summary } from "@skein/protocol";
import { carried } from "./carried.ts";
import type { Conversations } from "./conversations.ts";
import type { Drafts } from "./drafts.ts";
import type { OwnMark } from "./marks.ts";
import type { Noted } from "./noted.ts";
import type { Own } from "./outbox.ts";
import { advance, lastOfDelta, marked, merge, needsRefresh } from "./summary.ts";
import type { Talk } from "./talk.ts";

interface Setup {
  readonly me: () => string;
  readonly conversations: Conversations;
  readonly keep: (entries: readonly Entry[]) => void;
  /** A conversation is known now that was not: one shares something with those in it. */
  readonly met: () => void;
  /** Who keeps what was not sent. */
  readonly drafts: Drafts;
  /** Who keeps what is known of messages without having them. */
  readonly noted: Noted;
  /** It must be got from the server again. */
  readonly refresh: (id: string) => void;
  /** What is kept before `seq` is to be forgotten: something between it and what follows was not seen. */
  readonly cut: (id: string, seq: number) => void;
  /** An own entry is in the log. */
  readonly logged: (conv: string, key: string) => void;
}

/** Applies what the server tells of conversations, in whatever order it is told. */
export class Arrivals {
  constructor(private readonly is: Setup) {}

  /**
   * Takes the server's view of a conversation; returns whether more is known here already.
   *
   * @param anew nothing of it came on this link before: the server's word stands, also where a mark is lower than here, as it is for
   * somebody who was removed and added again
   */
  told(summary: Summary, anew = false): boolean {
    if (summary.kind === "self") return false;
    const talk = this.is.conversations.talk(summary.id);
    const known = talk.summary;
    const older = known !== undefined && !anew && summary.head < known.head;
    // what is here already says more: what one keeps of it is told once, and its newest line may have been taken back since
    const fresh = summary.entries?.filter(({ seq }) => seq > (known?.head ?? 0));
    const entries = fresh ?? (summary.last && !older ? [summary.last] : []);
    const last = lastOfDelta(known, summary, this.is.me());
    if (summary.last && !last) this.is.refresh(summary.id);
    const merged = merge(anew ? summary : (known ?? summary), last ? { ...summary, last } : summary);
    talk.summary = carried(known, summary, merged);
    this.is.noted.told(talk, summary, known);
    const { draft } = talk.summary;
    if (draft && draft.v > (known?.draft?.v ?? 0)) this.is.drafts.told(talk, draft);
    if (!known) this.is.met();
    const first = summary.entries?.[0]?.seq ?? summary.head + 1;
    if (known && summary.head > known.head && first > known.head + 1) this.is.cut(summary.id, first);
    this.arrived(talk, entries);
    this.is.conversations.saved(talk);
    return older;
  }

  /** Takes one entry as it came; a conversation that is not known takes none. */
  entry(entry: Entry): void {
    const talk = this.is.conversations.talk(entry.conv);
    const { summary } = talk;
    if (!summary) return;
    const fresh = entry.seq > summary.head;
    if (fresh) {
      talk.summary = advance(summary, entry, this.is.me());
      this.is.noted.entry(talk, entry);
      // Over a hole the entry's own change is known, but not what stands in the hole.
      if (entry.seq > summary.head + 1) this.is.cut(entry.conv, entry.seq);
      if (entry.seq > summary.head + 1 || needsRefresh(talk.summary, entry)) this.is.refresh(entry.conv);
    }
    talk.typists.told(entry.from, false);
    this.arrived(talk, [entry]);
    if (fresh) this.is.conversations.saved(talk);
  }

  /**
   * Takes an own message that the server has answered. Its entry comes like everyone's, maybe later; over a hole it only waits in
   * the timeline.
   */
  own(own: Own): void {
    const talk = this.is.conversations.talk(own.conv);
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
    const talk = this.is.conversations.find(event.conv);
    if (talk && event.user !== this.is.me()) talk.typists.told(event.user, event.active);
  }

  /** Something grows: whoever writes it types. */
  grew(event: EventData["stream"]): void {
    const talk = this.is.conversations.find(event.conv);
    if (!talk) return;
    if (event.user !== this.is.me()) talk.typists.told(event.user, !event.ended);
    talk.streams.event(event);
  }

  /** The server has taken an own mark. */
  confirmed(conv: string, mark: OwnMark): void {
    const talk = this.is.conversations.find(conv);
    if (!talk) return;
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
    this.is.conversations.saved(talk);
  }

  /** A member's marks moved. */
  mark(event: EventData["mark"]): void {
    const talk = this.is.conversations.find(event.conv);
    if (!talk) return;
    talk.summary = marked(talk.summary, event, this.is.me());
    this.is.conversations.saved(talk);
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
