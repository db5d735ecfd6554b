import type { Entry, Me } from "@skein/protocol";
import type { Person } from "../people.ts";
import { SkeinError } from "../error.ts";
import { erased } from "../erase.ts";
import { openDatabase, STORES } from "./database.ts";
import { pageLeaves, pageReturns } from "../tabs/page-leaves.ts";
import { IdbBlobs } from "./idb-blobs.ts";
import { answerOf, committed } from "./idb-request.ts";
import { Lead, type Locks } from "./lead.ts";
import { memoryStore } from "./memory.ts";
import {
  type ConversationRecord,
  type DraftRecord,
  KEPT_ENTRIES,
  type OutboxRecord,
  type Place,
  type Saved,
  type Store,
  type StoreChanges,
  type StoreEvents,
  type ThreadRecord,
  TRIM_EVERY,
} from "./store.ts";

export interface IndexedDbOptions {
  readonly indexedDB?: IDBFactory;
  /** Web Locks; without them every tab writes as if it were alone. */
  readonly locks?: Locks;
}

/**
 * Keeps everything in the browser, a database for each person on each server: the list and the latest messages are there before the
 * network answers, and what was written without a link is sent after a reload.
 *
 * Of several tabs one keeps the logs; the others only add and remove unsent messages and drafts. Where IndexedDB does not work
 * (private windows, a full disk) the client goes on in memory, and `error` tells of it.
 *
 * @example
 * import { indexedDbStore } from "@skein/client/indexeddb";
 * createClient({ url, token, user, store: indexedDbStore() });
 */
export function indexedDbStore(options: IndexedDbOptions = {}): Store {
  return new IndexedDbStore(
    options.indexedDB ?? globalThis.indexedDB,
    "locks" in options ? options.locks : (globalThis.navigator as Navigator | undefined)?.locks,
  );
}

class IndexedDbStore implements Store {
  private database: IDBDatabase | undefined;
  private lead: Lead | undefined;
  private name = "";
  /** Until `open` has settled. */
  private opened: () => void = () => undefined;
  private readonly opening = new Promise<void>((resolve) => (this.opened = resolve));
  readonly blobs = new IdbBlobs(async () => {
    await this.opening;
    return this.database;
  });
  private endSleep: () => void = () => undefined;
  /** Takes over where the database cannot be opened. */
  private readonly fallback = memoryStore();

  constructor(
    private readonly factory: IDBFactory | undefined,
    private readonly locks: Locks | undefined,
  ) {}

  async open(scope: { readonly url: string; readonly user: string }, events: StoreEvents): Promise<Saved> {
    this.name = `skein ${scope.url} ${scope.user}`;
    const failed = (error: unknown): void => events.failed(SkeinError.local("store", error));
    try {
      if (!this.factory) throw new Error("There is no IndexedDB here.");
      const lead = new Lead(this.locks, this.name);
      this.lead = lead;
      this.endSleep = whileAsleep(lead);
      this.database = await openDatabase(this.factory, this.name, () => this.letGo());
      await lead.seek(() => events.lead(), failed);
      return await this.read(this.database);
    } catch (error) {
      failed(error);
      this.letGo();
      return await this.fallback.open(scope, events);
    } finally {
      this.opened();
    }
  }

  async entries(conv: string, from: number, to: number): Promise<Entry[]> {
    if (!this.database) return this.fallback.entries(conv, from, to);
    const store = this.database.transaction("entries").objectStore("entries");
    return (await answerOf(store.getAll(IDBKeyRange.bound([conv, from], [conv, to])))) as Entry[];
  }

  async unsent(key: string): Promise<OutboxRecord | null | undefined> {
    if (!this.database) return undefined;
    const outbox = this.database.transaction("outbox").objectStore("outbox");
    return ((await answerOf(outbox.get(key))) as OutboxRecord | undefined) ?? null;
  }

  async write(changes: StoreChanges): Promise<void> {
    if (!this.database) return this.fallback.write(changes);
    const logs = this.lead?.leads === true;
    if (!logs && changes.outbox.size === 0 && changes.drafts.size === 0) return;
    const transaction = this.database.transaction(logs ? STORES : ["outbox", "drafts"], "readwrite");
    await Promise.all([committed(transaction), this.put(transaction, changes, logs)]);
  }

  async clear(): Promise<void> {
    await this.fallback.clear();
    const had = this.database;
    this.letGo();
    if (had && this.factory) await answerOf(this.factory.deleteDatabase(this.name));
  }

  async close(): Promise<void> {
    this.letGo();
  }

  private letGo(): void {
    this.endSleep();
    this.lead?.end();
    this.database?.close();
    this.database = undefined;
  }

  private async put(transaction: IDBTransaction, changes: StoreChanges, logs: boolean): Promise<void> {
    if (logs) {
      if (changes.whole) await this.forgetOthers(transaction, changes);
      putLogs(transaction, changes);
    }
    const outbox = transaction.objectStore("outbox");
    for (const [key, record] of changes.outbox) {
      if (record === null) outbox.delete(key);
      else outbox.put(record);
    }
    const drafts = transaction.objectStore("drafts");
    for (const [id, draft] of changes.drafts) {
      if (draft === null) drafts.delete(id);
      else drafts.put(draft, id);
    }
    // Said now: left to itself it ends a few turns of the page later, and a page that is closed before that takes it along.
    if (!changes.entries.some(takesBack)) transaction.commit();
  }

  /** All but the entries, of one moment. */
  private async read(database: IDBDatabase): Promise<Saved> {
    const transaction = database.transaction(["place", "conversations", "people", "outbox", "drafts"]);
    const all = <T>(name: string): Promise<T[]> => answerOf(transaction.objectStore(name).getAll()) as Promise<T[]>;
    const one = <T>(key: string): Promise<T | undefined> =>
      answerOf(transaction.objectStore("place").get(key)) as Promise<T | undefined>;
    const [place, me, threads, conversations, people, outbox, written, ids] = await Promise.all([
      one<Place>("place"),
      one<Me>("me"),
      one<ThreadRecord[]>("threads"),
      all<ConversationRecord>("conversations"),
      all<Person>("people"),
      all<OutboxRecord>("outbox"),
      all<DraftRecord>("drafts"),
      answerOf(transaction.objectStore("drafts").getAllKeys()) as Promise<string[]>,
    ]);
    const drafts = ids.map((id, index): [string, DraftRecord] => [id, written[index] ?? { text: "" }]);
    const singles = { ...(place && { place }), ...(me && { me }), ...(threads && { threads }) };
    return { ...singles, conversations, people, outbox, drafts };
  }

  /** Makes room for a whole state: what another tab kept and we do not know is not ours any more. */
  private async forgetOthers(transaction: IDBTransaction, changes: StoreChanges): Promise<void> {
    const conversations = transaction.objectStore("conversations");
    const kept = (await answerOf(conversations.getAllKeys())) as string[];
    for (const id of kept) if (!changes.conversations.has(id)) changes.conversations.set(id, null);
    transaction.objectStore("people").clear();
    if (!changes.place) transaction.objectStore("place").clear();
  }
}

/** A page that sleeps, or waits for its person to come back to it, keeps no other tab from leading. Returns what ends that. */
function whileAsleep(lead: Lead): () => void {
  if (typeof window === "undefined" || typeof document === "undefined") return () => undefined;
  const ends = [pageLeaves(() => lead.sleep()), pageReturns(() => lead.wake())];
  return () => {
    for (const end of ends) end();
  };
}

function takesBack(entry: Entry): entry is Entry & { readonly ref: number } {
  return entry.kind === "message.recalled" && entry.ref !== undefined;
}

/** In the same transaction: what was taken back is not on the disk once that is known. */
function takeBack(entries: IDBObjectStore, entry: Entry): void {
  if (!takesBack(entry)) return;
  const { conv, ref, seq } = entry;
  const request = entries.openCursor(IDBKeyRange.bound([conv, ref], [conv, seq]));
  request.onsuccess = () => {
    const cursor = request.result;
    if (!cursor) return;
    const entry = cursor.value as Entry;
    const rest = erased(entry, ref);
    if (rest !== entry) cursor.update(rest);
    cursor.continue();
  };
}

function putLogs(transaction: IDBTransaction, changes: StoreChanges): void {
  const place = transaction.objectStore("place");
  if (changes.place) place.put(changes.place, "place");
  if (changes.me) place.put(changes.me, "me");
  if (changes.threads) place.put(changes.threads, "threads");
  const entries = transaction.objectStore("entries");
  const conversations = transaction.objectStore("conversations");
  for (const [id, record] of changes.conversations) {
    if (record === null) {
      conversations.delete(id);
      entries.delete(IDBKeyRange.bound([id, 0], [id, Number.MAX_SAFE_INTEGER]));
    } else conversations.put(record, id);
  }
  for (const [conv, before] of changes.cut) {
    if (before > 0) entries.delete(IDBKeyRange.bound([conv, 0], [conv, before], false, true));
  }
  for (const entry of changes.entries) {
    entries.put(entry);
    const { conv, seq } = entry;
    if (seq % TRIM_EVERY === 0 && seq > KEPT_ENTRIES) {
      entries.delete(IDBKeyRange.bound([conv, 0], [conv, seq - KEPT_ENTRIES]));
    }
  }
  for (const entry of changes.entries) takeBack(entries, entry);
  const people = transaction.objectStore("people");
  for (const profile of changes.people.values()) people.put(profile);
}
