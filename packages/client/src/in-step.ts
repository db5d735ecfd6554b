import type { Entry } from "@skein/protocol";
import { Arrivals } from "./arrivals.ts";
import type { Background } from "./background.ts";
import { Blink } from "./blink.ts";
import type { Drafts } from "./drafts.ts";
import type { Noted } from "./noted.ts";
import type { Cell } from "./observable.ts";
import type { Clock } from "./clock.ts";
import type { ContactsInStep } from "./contacts-in-step.ts";
import type { Conversations } from "./conversations.ts";
import type { Emitter } from "./emitter.ts";
import type { SkeinError } from "./error.ts";
import type { ClientEvents } from "./events.ts";
import { heed } from "./heed.ts";
import type { Journal } from "./journal.ts";
import type { Connection } from "./link/connection.ts";
import type { Marks } from "./marks.ts";
import type { Myself } from "./me.ts";
import type { Outbox } from "./outbox.ts";
import type { People } from "./people.ts";
import type { Presence } from "./presence.ts";
import type { Place } from "./store/store.ts";
import { Sync } from "./sync.ts";

/** What it uses of the engine. */
export interface EngineInStep {
  readonly connection: Connection;
  readonly clock: Clock;
  readonly background: Background;
  readonly journal: Journal;
  readonly outbox: Outbox;
  readonly marks: Marks;
  readonly events: Emitter<ClientEvents>;
  readonly ready: Cell<boolean>;
  readonly conversations: Conversations;
  readonly myself: Myself;
  readonly session: { readonly user: string };
  readonly people: People;
  readonly presence: Presence;
  /** Up to where the logs are applied. */
  place: Place | undefined;
  failed(error: SkeinError): void;
}

/** Who keeps what is one's own. */
interface OwnInStep {
  readonly drafts: Drafts;
  readonly noted: Noted;
  readonly contacts: ContactsInStep;
  readonly threads: { heard(entry: Entry): void };
  /** The self log says something. */
  entry(entry: Entry): void;
  /** The link is there, and everything is caught up. */
  resume(): void;
}

export interface InStep {
  readonly arrivals: Arrivals;
  readonly sync: Sync;
  /** Reads who one is. */
  identify(): Promise<void>;
}

/** The parts that keep in step with the log. No frame is let in before they are here, so the core does without them until then. */
export function inStep(engine: EngineInStep, own: OwnInStep): InStep {
  const { connection, clock, background, journal, outbox, marks, events } = engine;
  const { conversations, myself, people, presence } = engine;
  const { contacts } = own;
  const me = (): string => engine.session.user;
  const arrivals = new Arrivals({
    ...{ me, conversations, drafts: own.drafts, noted: own.noted },
    keep: (entries) => journal.entries(entries),
    met: () => presence.again(),
    refresh: (id) => sync.want(id),
    logged: (conv, key) => outbox.remove(conv, key),
    cut: (id, seq) => journal.cut(id, seq),
  });
  const identify = async (): Promise<void> => {
    contacts.doubt();
    myself.set(await connection.call("account.get", {}));
  };
  const blink = new Blink(clock);
  connection.state.subscribe(() => blink.moved(connection.state.get().phase));
  const heard = (entry: Entry): void => {
    if (!blink.first(entry)) return;
    if (entry.ref !== undefined) own.threads.heard(entry);
    else if (entry.seq > conversations.talk(entry.conv).readMark && isSaid(entry, me()))
      events.emit("message", { conversation: entry.conv, entry });
  };
  const sync: Sync = new Sync({
    ...{ caller: connection, clock, background, myself, identify },
    known: {
      knows: (id) => conversations.find(id) !== undefined,
      ids: () => conversations.ids(),
      told: (summary, anew) => {
        const news = blink.news(summary, conversations.find(summary.id)?.summary.head);
        const older = arrivals.told(summary, anew);
        for (const entry of news) heard(entry);
        return older;
      },
      entry: (entry) => arrivals.entry(entry),
      remove: (id) => {
        blink.forget(id);
        conversations.remove(id);
      },
      clear: () => {
        blink.forget();
        conversations.clear();
      },
    },
    holdsUnsent: (id) => outbox.of(id).length > 0,
    learn: (users) => people.learn(users),
    doubt: (ids) => people.doubt(ids),
    told: [myself, contacts],
    kept: (entry) => own.entry(entry),
    applied: (cursor) => {
      const { head } = myself;
      engine.place = { cursor, ...(head !== undefined && { self: head }) };
      journal.set({ place: engine.place });
    },
    listed: () => engine.ready.set(true),
    synced: () => {
      // a link that took over from another one has told what was missed: it was online all the time
      if (connection.state.get().phase !== "online") connection.synced();
      for (const part of [outbox, marks, people, contacts, presence]) part.resume();
      own.resume();
      conversations.check();
    },
    live: heard,
    event: (frame) => heed({ arrivals, people, presence, events }, frame),
    failed: (error) => engine.failed(error),
  });
  return { arrivals, sync, identify };
}

/** Whether an entry is worth a sound: somebody else said it. What the server writes by itself bears no key. */
function isSaid(entry: Entry, me: string): boolean {
  return entry.from !== me && entry.key !== undefined;
}
