import type { Entry } from "@skein/protocol";
import { erased } from "../erase.ts";
import type { Person } from "../people.ts";
import {
  type ConversationRecord,
  type DraftRecord,
  KEPT_ENTRIES,
  type OutboxRecord,
  type Saved,
  type Store,
  type StoreChanges,
  TRIM_EVERY,
} from "./store.ts";

/**
 * Keeps everything as long as the object lives: the default. Passed to a second client after the first was closed, it is what
 * a disk is to a restarted program; tests use it so.
 *
 * @example const store = memoryStore(); const client = createClient({ url, token, user, store });
 */
export function memoryStore(): Store {
  let logs = emptyLogs();
  const outbox = new Map<string, OutboxRecord>();
  const drafts = new Map<string, DraftRecord>();

  return {
    async open() {
      const { place, me, threads } = logs;
      const saved: Saved = {
        ...(place && { place }),
        ...(me && { me }),
        ...(threads && { threads }),
        conversations: [...logs.conversations.values()],
        people: [...logs.people.values()],
        outbox: [...outbox.values()],
        drafts: [...drafts],
      };
      return saved;
    },
    async entries(conv, from, to) {
      const log = logs.entries.get(conv);
      if (!log) return [];
      return [...log.values()].filter(({ seq }) => seq >= from && seq <= to).toSorted((a, b) => a.seq - b.seq);
    },
    async write(changes) {
      if (changes.whole) {
        const { entries } = logs;
        logs = emptyLogs();
        for (const [conv, log] of entries) if (changes.conversations.has(conv)) logs.entries.set(conv, log);
      }
      if (changes.place) logs.place = changes.place;
      if (changes.me) logs.me = changes.me;
      if (changes.threads) logs.threads = changes.threads;
      assign(logs.conversations, changes.conversations);
      for (const [id, record] of changes.conversations) if (record === null) logs.entries.delete(id);
      for (const [conv, seq] of changes.cut) cut(logs.entries.get(conv), seq);
      for (const entry of changes.entries) put(logs.entries, entry);
      for (const entry of changes.entries) takeBack(logs.entries.get(entry.conv), entry);
      for (const [id, profile] of changes.people) logs.people.set(id, profile);
      assign(outbox, changes.outbox);
      assign(drafts, changes.drafts);
    },
    async clear() {
      logs = emptyLogs();
      outbox.clear();
      drafts.clear();
    },
    async close() {
      // Nothing is held but memory, which goes with the object.
    },
  };
}

interface Logs extends Pick<StoreChanges, "place" | "me" | "threads"> {
  conversations: Map<string, ConversationRecord>;
  entries: Map<string, Map<number, Entry>>;
  people: Map<string, Person>;
}

function emptyLogs(): Logs {
  return { conversations: new Map(), entries: new Map(), people: new Map() };
}

function assign<V>(target: Map<string, V>, changes: Map<string, V | null>): void {
  for (const [key, value] of changes) {
    if (value === null) target.delete(key);
    else target.set(key, value);
  }
}

function cut(log: Map<number, Entry> | undefined, before: number): void {
  for (const seq of log?.keys() ?? []) if (seq < before) log?.delete(seq);
}

function takeBack(log: Map<number, Entry> | undefined, { kind, ref }: Entry): void {
  if (kind !== "message.recalled" || ref === undefined) return;
  for (const [seq, entry] of log ?? []) log?.set(seq, erased(entry, ref));
}

function put(all: Map<string, Map<number, Entry>>, entry: Entry): void {
  const log = all.get(entry.conv) ?? new Map<number, Entry>();
  all.set(entry.conv, log.set(entry.seq, entry));
  if (log.size > KEPT_ENTRIES + TRIM_EVERY) {
    const newest = Math.max(...log.keys());
    for (const seq of log.keys()) if (seq <= newest - KEPT_ENTRIES) log.delete(seq);
  }
}
