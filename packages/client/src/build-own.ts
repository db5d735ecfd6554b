import type { Background } from "./background.ts";
import type { Clock } from "./clock.ts";
import type { Conversations } from "./conversations.ts";
import { Drafts } from "./drafts.ts";
import type { Journal } from "./journal.ts";
import { Keeper } from "./keep.ts";
import type { Random } from "./key.ts";
import type { Caller } from "./link/requests.ts";
import type { Myself } from "./me.ts";
import type { Outbox } from "./outbox.ts";
import type { Rewriting } from "./rewriting.ts";
import type { OutboxRecord } from "./store/store.ts";
import type { Talk } from "./talk.ts";

export interface Parts {
  readonly caller: Caller;
  readonly clock: Clock;
  readonly random: Random;
  readonly background: Background;
  readonly journal: Journal;
  readonly outbox: Outbox;
  readonly conversations: Conversations;
  readonly rewriting: Rewriting;
  readonly myself: Myself;
  /** The id of one's self log. */
  readonly log: () => string;
  readonly refresh: (conv: string) => void;
  readonly identify: () => Promise<void>;
}

export interface Own {
  readonly drafts: Drafts;
  readonly keeper: Keeper;
}

/** The parts of the engine that hold what a person keeps for themselves; they are loaded after the core. */
export function buildOwn(parts: Parts): Own {
  const { outbox, journal, conversations, rewriting, log } = parts;
  const talk = (id: string): Talk => conversations.talk(id);
  const saved = (one: Talk): void => conversations.saved(one);
  const waiting = (conv: string): OutboxRecord[] =>
    outbox.of(log()).filter(({ kind, body }) => kind === "self.draft" && (body as { conv: string }).conv === conv);
  const drafts = new Drafts({
    ...parts,
    talk,
    saved,
    keep: ({ id, draft = "" }) => journal.draft(id, draft),
    waits: (conv) => waiting(conv).length > 0,
    send: (draft) => {
      for (const { conv, key } of waiting(draft.conv)) outbox.remove(conv, key);
      outbox.own(log(), "self.draft", draft);
    },
  });
  const keeper = new Keeper({
    ...{ talk, saved, drafts, me: parts.myself, refresh: parts.refresh },
    send: (kind, body) => outbox.own(log(), kind, body),
    rewrite: (one, seqs, change) => rewriting.entries(one, seqs, change),
    forget: (one, before) => rewriting.forget(one, before),
    identify: () => parts.background(parts.identify),
  });
  return { drafts, keeper };
}
