import { type Bodies, type Entry, selfId } from "@skein/protocol";
import { Acts } from "./acts.ts";
import type { Contacts } from "./contacts.ts";
import { ContactsInStep } from "./contacts-in-step.ts";
import { atMost } from "./clock.ts";
import { Drafts } from "./drafts.ts";
import { forgotten } from "./erase.ts";
import type { SkeinError } from "./error.ts";
import { Files } from "./files/files.ts";
import { type EngineInStep, type InStep, inStep } from "./in-step.ts";
import { Keeper } from "./keep.ts";
import { Noted } from "./noted.ts";
import type { Random } from "./key.ts";
import { Nicks } from "./nicks.ts";
import { openDirect } from "./open-direct.ts";
import { rewriteKept, type Stretch } from "./rewrite.ts";
import type { DeviceSearch } from "./search/device.ts";
import type { SearchQuery, SearchResult } from "./search/found.ts";
import type { OutboxRecord, Saved, Store } from "./store/store.ts";
import type { Talk } from "./talk.ts";
import { Threads } from "./thread/threads.ts";

/** What it uses of the engine. */
interface Engine extends EngineInStep {
  readonly random: Random;
  readonly contacts: Contacts;
  readonly store: Store;
  readonly now: () => number;
}

export interface Own extends InStep {
  readonly drafts: Drafts;
  readonly keeper: Keeper;
  readonly noted: Noted;
  readonly nicks: Nicks;
  readonly threads: Threads;
  readonly acts: Acts;
  readonly contacts: ContactsInStep;
  readonly files: Files;
  /** The id of the direct conversation with a person. */
  openDirect(user: string): Promise<string>;
  search(query: SearchQuery): Promise<SearchResult>;
  /** The self log says something. */
  entry(entry: Entry): void;
  /** The server did not want what one did for oneself. */
  refused(record: OutboxRecord, error: SkeinError): void;
  /** What was stored is here. */
  restore(saved: Pick<Saved, "threads" | "outbox">): void;
  /** The link is there, and everything is caught up. */
  resume(): void;
}

/** Whoever reads the store waits so long for what came last to be stored, ms. */
const SAVING = 500;

/** The parts of the engine that hold what a person keeps for themselves, and what concerns them; they are loaded after the core. */
export function buildOwn(engine: Engine): Own {
  const { outbox, journal, conversations, connection: caller, clock, random, background } = engine;
  const log = (): string => selfId(engine.session.user);
  const stored = (): Promise<void> => atMost(clock, SAVING, journal.flushed());
  const talk = (id: string): Talk => conversations.talk(id);
  const saved = (one: Talk): void => conversations.saved(one);
  const refresh = (conv: string): void => step.sync.want(conv);
  const waiting = (conv: string): OutboxRecord[] =>
    outbox.of(log()).filter(({ kind, body }) => kind === "self.draft" && (body as { conv: string }).conv === conv);
  const drafts = new Drafts({
    ...{ clock, random },
    talk,
    saved,
    refresh,
    keep: ({ id, draft }) => journal.draft(id, draft),
    waits: (conv) => waiting(conv).length > 0,
    send: (draft) => {
      for (const { conv, key } of waiting(draft.conv)) outbox.remove(conv, key);
      outbox.own(log(), "self.draft", draft);
    },
  });
  // what was written on this device and not saved when it stopped; before it hears what the others saved meanwhile
  for (const one of conversations.known()) if (one.draft?.unsaved) drafts.changed(one);
  let rewriting = Promise.resolve();
  // one after the other, without what was taken back by then: none puts back what another one has taken away
  const rewrite = (one: Talk, at: Stretch, change: (entry: Entry) => Entry): void => {
    one.timeline.rewrite(change);
    const next = (): Promise<void> => rewriteKept(engine, one.id, at, (entry) => one.scrub(change(entry)));
    background(() => journal.holding(() => (rewriting = rewriting.then(next, next))));
  };
  const keeper = new Keeper({
    ...{ talk, saved, drafts, me: engine.myself },
    send: (kind, body) => outbox.own(log(), kind, body),
    rewrite: (one, seqs, change) => {
      const these = (entry: Entry): Entry => (seqs.includes(entry.seq) ? change(entry) : entry);
      for (const seq of seqs) rewrite(one, { from: seq, to: seq }, these);
      threads.rewrite(one.id, these);
    },
    forget: (one, before) => {
      if (before > 1)
        rewrite(one, { from: 1, to: before - 1 }, (entry) => (entry.seq < before ? forgotten(entry) : entry));
    },
    refresh,
    identify: () => background(() => step.identify()),
  });
  const noted = new Noted({ me: () => engine.session.user, refresh });
  const nicks = new Nicks({ caller, clock, background, talk, saved });
  const threads: Threads = new Threads({
    ...{ caller, clock, background, talk, me: () => engine.session.user, events: engine.events },
    own: {
      waiting: () => outbox.of(log()),
      put: (kind, body) => outbox.own(log(), kind, body),
      remove: (key) => outbox.remove(log(), key),
    },
    say: (conv, kind, body, root) => outbox.add(conv, kind as "text", body as Bodies["text"], root),
    waiting: (conv) => outbox.of(conv),
    cached: (conv, from, to) => engine.store.entries(conv, from, to),
    keepDraft: ({ id, draft }) => journal.draft(id, draft),
    keep: (kept) => journal.set({ threads: kept }),
  });
  const { events } = engine;
  const contacts = new ContactsInStep({
    ...{ contacts: engine.contacts, caller, clock, background },
    failed: (error) => engine.failed(error),
    renewed: () => acts.showAll(),
  });
  const acts: Acts = new Acts({
    ...{ caller, outbox, contacts, events },
    known: engine.contacts,
    me: () => engine.session.user,
    now: engine.now,
  });
  const files = new Files({
    ...{ connection: engine.connection, store: engine.store, outbox, clock, background, now: engine.now },
    begin: (conv) => conversations.begin(conv),
    stored,
  });
  // they are told of what waits to be sent, and of conversations that come and go
  conversations.list.subscribe(() => {
    threads.touch();
    files.look();
  });
  let searching: DeviceSearch | undefined;
  const parts: Omit<Own, keyof InStep> = {
    ...{ drafts, keeper, noted, nicks, threads, acts, contacts, files },
    async search(query) {
      const found = await Promise.all([import("./search/search.ts"), import("./search/device.ts")]);
      const [{ searchMessages }, { DeviceSearch }] = found;
      searching ??= new DeviceSearch({
        store: engine.store,
        me: () => engine.session.user,
        now: () => clock.now(),
        known: () => conversations.known(),
      });
      await stored();
      return searchMessages(caller, searching, query);
    },
    entry(entry) {
      keeper.entry(entry);
      threads.entry(entry);
    },
    openDirect: (user) =>
      openDirect({ caller, conversations, arrivals: step.arrivals, me: () => engine.session.user }, user),
    refused(record, error) {
      keeper.refused(record);
      threads.refused(record);
      background(() => acts.refused(record, error));
    },
    restore(saved) {
      threads.restore(saved.threads);
      files.restore(saved.outbox);
    },
    resume() {
      nicks.resume();
      threads.resume();
      files.resume();
    },
  };
  const step = inStep(engine, parts);
  return { ...parts, ...step };
}
