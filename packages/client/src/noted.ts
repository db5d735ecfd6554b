import { CLIENT_LIMITS, type Entry, meansPerson, type Summary } from "@skein/protocol";
import { pinnedAfter } from "./pins.ts";
import type { Talk } from "./talk.ts";

interface Setup {
  readonly me: () => string;
  /** What a conversation has noted cannot be worked out here: the server is asked. */
  readonly refresh: (conv: string) => void;
}

/** What is known of a conversation's messages without having them: unread ones that mention one, ascending, and those pinned. */
interface Notes {
  readonly mentioned: readonly number[];
  readonly pinned: readonly number[];
}

/** Entries of a conversation that an answer of the server which was worked out before may lack. */
const LATER = 200;

/**
 * Keeps `mentioned` and `pinned` of each conversation as the log has them: as the server told them, then by what comes. A server tells no
 * more than the first so many mentions; as long as there are so many, those behind are not known here, and are asked for when some are read.
 */
export class Noted {
  private readonly later = new Map<string, readonly Entry[]>();

  constructor(private readonly is: Setup) {}

  /** One more entry; the summary has it already. */
  entry(talk: Talk, entry: Entry): void {
    this.keep(talk.id, [entry]);
    this.write(talk, notesOf(talk.summary), [entry]);
  }

  /** Own marks may have moved. */
  marked(talk: Talk): void {
    const { mentioned: [first] = [], read } = talk.summary ?? { read: 0 };
    if (first !== undefined && first <= read) this.write(talk, notesOf(talk.summary), []);
  }

  /** The server tells of a conversation; its summary is merged with what was known before. */
  told(talk: Talk, told: Summary, known: Summary | undefined): void {
    if (!known) this.later.delete(talk.id);
    const { entries, head, id } = told;
    if (!entries) {
      const later = this.later.get(id) ?? [];
      this.write(
        talk,
        notesOf(told),
        later.filter(({ seq }) => seq > head),
      );
      return;
    }
    const from = known?.head ?? 0;
    const fresh = entries.filter(({ seq }) => seq > from);
    this.keep(id, fresh);
    // those that are known already, too: this device may have gone before the server was asked what they left open
    this.write(talk, notesOf(known), entries);
    // some of what came meanwhile is not in the delta
    if (head > from && fresh[0]?.seq !== from + 1) this.is.refresh(id);
  }

  private keep(id: string, entries: readonly Entry[]): void {
    const telling = entries.filter(({ kind, ref, body }) =>
      ref === undefined ? meansPerson(body, this.is.me()) : CHANGES.has(kind),
    );
    if (telling.length > 0) this.later.set(id, [...(this.later.get(id) ?? []), ...telling].slice(-LATER));
  }

  private write(talk: Talk, before: Notes, entries: readonly Entry[]): void {
    const { summary } = talk;
    if (!summary) return;
    const { read } = summary;
    const me = this.is.me();
    let { mentioned, pinned } = before;
    let unsure = false;
    for (const { seq, ref, from, key, kind, body } of entries) {
      if (ref === undefined) {
        const mine = key !== undefined && from !== me && meansPerson(body, me);
        if (mine && !isFull(mentioned) && !mentioned.includes(seq)) mentioned = [...mentioned, seq];
        continue;
      }
      pinned = pinnedAfter(pinned, ref, { kind, body });
      const means = kind === "message.edited" && meansPerson(body.body, me);
      // a message that means one only now may stand in a thread, and then it is not among these
      if (means) unsure ||= from !== me && ref > read && !mentioned.includes(ref);
      else if (CHANGES.has(kind) && kind !== "message.pinned") mentioned = mentioned.filter((one) => one !== ref);
    }
    mentioned = mentioned.filter((seq) => seq > read);
    if (unsure || (isFull(before.mentioned) && !isFull(mentioned))) this.is.refresh(talk.id);
    const { mentioned: _past, pinned: _before, ...rest } = summary;
    talk.summary = {
      ...rest,
      ...(mentioned.length > 0 && { mentioned: [...mentioned] }),
      ...(pinned.length > 0 && { pinned: [...pinned] }),
    };
  }
}

/** What changes the notes of a message that is there already. */
const CHANGES: ReadonlySet<string> = new Set(["message.edited", "message.recalled", "message.pinned"]);

function notesOf(summary: Summary | undefined): Notes {
  return { mentioned: summary?.mentioned ?? [], pinned: summary?.pinned ?? [] };
}

function isFull(mentioned: readonly number[]): boolean {
  return mentioned.length >= CLIENT_LIMITS.mentionsTold;
}
