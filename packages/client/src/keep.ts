import type { Bodies, Entry, Kept, KeepChange, Me, Mine, Settings, Summary } from "@skein/protocol";
import { withChoice } from "./poll.ts";
import type { OwnBodies, OwnKind } from "./own.ts";
import type { Drafts } from "./drafts.ts";
import type { OutboxRecord } from "./store/store.ts";
import type { Talk } from "./talk.ts";

interface Setup {
  readonly talk: (id: string) => Talk;
  readonly saved: (talk: Talk) => void;
  /** Sends it when the link is there, in the order in which it was wanted. */
  readonly send: <K extends OwnKind>(kind: K, body: OwnBodies[K]) => void;
  /** Changes entries of a log, in memory and in the store. */
  readonly rewrite: (talk: Talk, seqs: readonly number[], change: (entry: Entry) => Entry) => void;
  /** Forgets what is kept of a log before a seq. */
  readonly forget: (talk: Talk, before: number) => void;
  readonly drafts: Drafts;
  readonly me: { cell: { get(): Me | undefined }; set(me: Me): void };
  /** Asks the server how it is. */
  readonly refresh: (conv: string) => void;
  readonly identify: () => void;
}

/**
 * What a person keeps for themselves. A change shows at once and waits in the outbox; what the self log tells is applied on it, whoever
 * of one's devices did it: so the last one wins everywhere. [KEEP-1]
 */
export class Keeper {
  constructor(private readonly is: Setup) {}

  keep(changes: readonly KeepChange[]): void {
    for (const change of changes) this.kept(change);
    this.is.send("self.kept", { changes: [...changes] });
  }

  star(conv: string, seqs: readonly number[], on: boolean): void {
    this.mine(conv, seqs, on ? { starred: true } : {}, "starred");
    this.is.send("self.starred", { conv, seqs: [...seqs], on });
  }

  remove(conv: string, seqs: readonly number[]): void {
    this.mine(conv, seqs, { removed: true }, "removed");
    this.is.send("self.removed", { conv, seqs: [...seqs] });
  }

  settings(change: Settings): void {
    const me = this.is.me.cell.get();
    if (me) this.is.me.set({ ...me, settings: { ...me.settings, ...change } });
    this.is.send("self.settings", change);
  }

  /** Clears a conversation's history for oneself, and takes it out of the list until somebody says something. */
  dismiss(conv: string): void {
    const head = this.is.talk(conv).summary?.head ?? 0;
    this.keep([{ conv, since: head + 1, hidden: head, pinned: 0, unread: false }]);
  }

  /** One has voted on an anonymous poll, on whatever device. */
  private voted({ conv, seq, choices }: Bodies["self.voted"]): void {
    const talk = this.is.talk(conv);
    const change = (entry: Entry): Entry => withChoice(entry, seq, choices);
    const last = talk.summary?.last;
    if (talk.summary && last) talk.summary = { ...talk.summary, last: change(last) };
    this.is.rewrite(talk, [seq], change);
  }

  /** What the self log says. */
  entry(entry: Entry): void {
    if (entry.kind === "self.kept") for (const change of entry.body.changes) this.kept(change, entry.seq);
    else if (entry.kind === "self.voted") this.voted(entry.body);
    else if (entry.kind === "self.draft") this.is.drafts.signal(entry.body, entry.seq);
    else if (entry.kind === "self.removed") this.mine(entry.body.conv, entry.body.seqs, { removed: true }, "removed");
    else if (entry.kind === "self.starred") {
      const { conv, seqs, on } = entry.body;
      this.mine(conv, seqs, on ? { starred: true } : {}, "starred");
    }
  }

  /** The server did not want it: what it says stands. */
  refused({ kind, body }: OutboxRecord): void {
    if (kind === "self.settings") this.is.identify();
    if (kind === "self.kept") {
      for (const { conv } of (body as OwnBodies["self.kept"]).changes) {
        const talk = this.is.talk(conv);
        if (talk.summary?.kept) talk.summary = { ...talk.summary, kept: { v: -1 } };
        this.is.refresh(conv);
      }
    }
    if (kind === "self.starred") {
      const { conv, seqs, on } = body as OwnBodies["self.starred"];
      this.mine(conv, seqs, on ? {} : { starred: true }, "starred");
    }
    if (kind === "self.removed") {
      const { conv, seqs } = body as OwnBodies["self.removed"];
      this.mine(conv, seqs, {}, "removed");
    }
  }

  private kept(change: KeepChange, v?: number): void {
    const talk = this.is.talk(change.conv);
    if (!talk.summary) return;
    const { since = 0 } = change;
    if (since > (talk.summary.since ?? 0)) this.is.forget(talk, since);
    talk.summary = keptAfter(talk.summary, change, v);
    this.is.saved(talk);
  }

  private mine(conv: string, seqs: readonly number[], mine: Mine, field: keyof Mine): void {
    const talk = this.is.talk(conv);
    const change = (entry: Entry): Entry => {
      const { [field]: _was, ...rest } = entry.mine ?? {};
      return { ...entry, mine: { ...rest, ...mine } };
    };
    this.is.rewrite(talk, seqs, change);
    const last = talk.summary?.last;
    if (!talk.summary || !last || !seqs.includes(last.seq)) return;
    talk.summary = { ...talk.summary, last: change(last) };
    this.is.saved(talk);
  }
}

/** A conversation after a change of how it is kept. */
function keptAfter(summary: Summary, { conv: _conv, since = 0, ...change }: KeepChange, v?: number): Summary {
  const kept = { ...summary.kept, ...change, v: v ?? summary.kept?.v ?? 0 };
  const given = Object.entries(kept).filter(
    ([name, value]) => name === "v" || (value && !(Array.isArray(value) && value.length === 0)),
  );
  return {
    ...summary,
    kept: Object.fromEntries(given) as Kept,
    ...(since > (summary.since ?? 0) && { since }),
  };
}
