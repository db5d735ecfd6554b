import { describe, expect, test } from "bun:test";
import type { Entry, Summary } from "@skein/protocol";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { browserLocks } from "../../test/browser-locks.ts";
import type { SkeinError } from "../error.ts";
import { emptyChanges } from "../journal.ts";
import { answerOf } from "./idb-request.ts";
import { indexedDbStore } from "./indexeddb.ts";
import { memoryStore } from "./memory.ts";
import { KEPT_ENTRIES, type OutboxRecord, type Store, type StoreChanges } from "./store.ts";

globalThis.IDBKeyRange = IDBKeyRange;

const SCOPE = { url: "https://chat.test", user: "ann" };

function entry(seq: number, conv = "d:ann:bob"): Entry {
  return { conv, seq, from: "bob", at: seq, kind: "text", count: seq, body: { text: `${seq}` } };
}

function summary(id: string, head: number): Summary {
  return {
    id,
    kind: "direct",
    members: 2,
    head,
    at: 1,
    count: head,
    read: 0,
    readCount: 0,
    delivered: 0,
    unread: head,
  };
}

function message(key: string, order: number): OutboxRecord {
  return { key, conv: "d:ann:bob", order, kind: "text", body: { text: key }, at: order };
}

function changes(part: Partial<StoreChanges>): StoreChanges {
  return { ...emptyChanges(), ...part };
}

interface Watch {
  errors: SkeinError[];
  leads: number;
}

async function opened(store: Store, scope = SCOPE): Promise<Watch & { saved: Awaited<ReturnType<Store["open"]>> }> {
  const watch: Watch = { errors: [], leads: 0 };
  const saved = await store.open(scope, {
    failed: (error) => watch.errors.push(error),
    lead: () => {
      watch.leads += 1;
    },
  });
  return Object.assign(watch, { saved });
}

/** A device on which a store can be opened, closed and opened again. */
const DEVICES: Record<string, () => () => Store> = {
  memory: () => {
    const kept = memoryStore();
    return () => kept;
  },
  IndexedDB: () => {
    const indexedDB = new IDBFactory();
    return () => indexedDbStore({ indexedDB });
  },
};

for (const [name, device] of Object.entries(DEVICES))
  describe(`every store: ${name}`, () => {
    test("keeps what was written over a restart, all of one moment", async () => {
      const open = device();
      const first = open();
      expect((await opened(first)).saved).toEqual({ conversations: [], people: [], outbox: [], drafts: [] });
      const me = { profile: { id: "ann", name: "Ann", color: 1 }, role: "member" as const, settings: {} };
      await first.write(
        changes({
          place: { cursor: "c1", self: 4 },
          me,
          conversations: new Map([["d:ann:bob", { summary: summary("d:ann:bob", 3), ownRead: { seq: 2, count: 2 } }]]),
          entries: [entry(1), entry(2), entry(3), entry(9, "d:ann:cleo")],
          people: new Map([["bob", { id: "bob", name: "Bob", color: 2 }]]),
          outbox: new Map([
            ["key-1", message("key-1", 1)],
            ["key-2", message("key-2", 2)],
          ]),
          drafts: new Map([
            ["d:ann:bob", { text: "half", reply: 2, unsaved: true }],
            ["d:ann:dan", { text: "gone" }],
          ]),
        }),
      );
      await first.write(
        changes({
          outbox: new Map([["key-1", null]]),
          drafts: new Map([
            ["d:ann:cleo", { text: "more" }],
            ["d:ann:dan", null],
          ]),
        }),
      );
      await first.close();
      const second = open();
      expect((await opened(second)).saved).toEqual({
        place: { cursor: "c1", self: 4 },
        me,
        conversations: [{ summary: summary("d:ann:bob", 3), ownRead: { seq: 2, count: 2 } }],
        people: [{ id: "bob", name: "Bob", color: 2 }],
        outbox: [message("key-2", 2)],
        drafts: [
          ["d:ann:bob", { text: "half", reply: 2, unsaved: true }],
          ["d:ann:cleo", { text: "more" }],
        ],
      });
      expect(await second.entries("d:ann:bob", 2, 5)).toEqual([entry(2), entry(3)]);
      await second.close();
    });

    test("forgets a conversation with its entries, and all that a whole state does not name", async () => {
      const store = device()();
      await opened(store);
      const ids = ["d:ann:bob", "d:ann:cleo", "d:ann:dan"];
      await store.write(
        changes({
          conversations: new Map(ids.map((id) => [id, { summary: summary(id, 1) }])),
          entries: ids.map((id) => entry(1, id)),
          people: new Map([["bob", { id: "bob", name: "Bob", color: 2 }]]),
          outbox: new Map([["key-1", message("key-1", 1)]]),
        }),
      );
      await store.write(changes({ conversations: new Map([["d:ann:bob", null]]) }));
      expect(await store.entries("d:ann:bob", 0, 10)).toEqual([]);
      await store.write(
        changes({ whole: true, conversations: new Map([["d:ann:dan", { summary: summary("d:ann:dan", 2) }]]) }),
      );
      expect(await store.entries("d:ann:cleo", 0, 10)).toEqual([]);
      expect(await store.entries("d:ann:dan", 0, 10)).toEqual([entry(1, "d:ann:dan")]);
      const { saved } = await opened(store);
      expect(saved.conversations.map(({ summary: { id, head } }) => [id, head])).toEqual([["d:ann:dan", 2]]);
      expect(saved.people).toEqual([]);
      expect(saved.outbox).toHaveLength(1);
      await store.close();
    });

    test("keeps no more than the newest entries of a conversation", async () => {
      const store = device()();
      await opened(store);
      for (let seq = 1; seq <= 1_024; seq += 128) {
        await store.write(changes({ entries: Array.from({ length: 128 }, (_, index) => entry(seq + index)) }));
      }
      const kept = await store.entries("d:ann:bob", 0, 2_000);
      expect(kept.length).toBeLessThan(KEPT_ENTRIES + 100);
      expect(kept.at(-1)?.seq).toBe(1_024);
      expect(kept.slice(-KEPT_ENTRIES).map(({ seq }) => seq)).toEqual(
        Array.from({ length: KEPT_ENTRIES }, (_, index) => 1_024 - KEPT_ENTRIES + 1 + index),
      );
      await store.close();
    });

    test("[CLIENT-12] clearing leaves nothing", async () => {
      const open = device();
      const store = open();
      await opened(store);
      await store.write(
        changes({ place: { cursor: "c" }, entries: [entry(1)], outbox: new Map([["key-1", message("key-1", 1)]]) }),
      );
      await store.clear();
      const again = open();
      expect((await opened(again)).saved).toEqual({ conversations: [], people: [], outbox: [], drafts: [] });
      expect(await again.entries("d:ann:bob", 0, 10)).toEqual([]);
      await again.close();
    });
  });

describe("the IndexedDB store", () => {
  test("keeps people and servers apart", async () => {
    const indexedDB = new IDBFactory();
    for (const user of ["ann", "bob"]) {
      const store = indexedDbStore({ indexedDB });
      await opened(store, { url: "https://chat.test", user });
      await store.write(changes({ place: { cursor: user } }));
      await store.close();
    }
    const store = indexedDbStore({ indexedDB });
    expect((await opened(store, { url: "https://chat.test", user: "ann" })).saved.place?.cursor).toBe("ann");
    await store.clear();
    expect((await indexedDB.databases()).map(({ name }) => name)).toEqual(["skein https://chat.test bob"]);
  });

  test("drafts of a database of before, which were texts alone, are there, and not known to be saved", async () => {
    const indexedDB = new IDBFactory();
    const store = indexedDbStore({ indexedDB });
    await opened(store);
    await store.close();
    const [{ name = "" } = {}] = await indexedDB.databases();
    await answerOf(indexedDB.deleteDatabase(name));
    const before = indexedDB.open(name, 2);
    before.onupgradeneeded = () => {
      const made = before.result;
      for (const one of ["place", "conversations", "blobs", "drafts"]) made.createObjectStore(one);
      made.createObjectStore("entries", { keyPath: ["conv", "seq"] });
      made.createObjectStore("people", { keyPath: "id" });
      made.createObjectStore("outbox", { keyPath: "key" });
      before.transaction?.objectStore("drafts").put("half", "d:ann:bob");
    };
    (await answerOf(before)).close();
    const after = indexedDbStore({ indexedDB });
    expect((await opened(after)).saved.drafts).toEqual([["d:ann:bob", { text: "half", unsaved: true }]]);
    await after.close();
  });

  test("goes on in memory, and says so, where it cannot be opened", async () => {
    for (const indexedDB of [undefined, brokenFactory()]) {
      const store = indexedDbStore(indexedDB ? { indexedDB } : {});
      const { errors } = await opened(store);
      expect(errors.map(({ name }) => name)).toEqual(["store"]);
      await store.write(changes({ entries: [entry(1)] }));
      expect(await store.entries("d:ann:bob", 0, 10)).toEqual([entry(1)]);
      await store.clear();
      await store.close();
    }
  });

  test("of two tabs one keeps the logs, both keep unsent messages; when the first goes the other takes over", async () => {
    const indexedDB = new IDBFactory();
    const locks = browserLocks();
    const [one, two] = [indexedDbStore({ indexedDB, locks }), indexedDbStore({ indexedDB, locks })];
    const first = await opened(one);
    const second = await opened(two);
    await one.write(changes({ place: { cursor: "first" }, outbox: new Map([["key-1", message("key-1", 1)]]) }));
    await two.write(changes({ place: { cursor: "second" }, outbox: new Map([["key-2", message("key-2", 2)]]) }));
    const look = async (): Promise<[string | undefined, number]> => {
      const third = indexedDbStore({ indexedDB, locks });
      const { saved } = await opened(third);
      await third.close();
      return [saved.place?.cursor, saved.outbox.length];
    };
    expect(await look()).toEqual(["first", 2]);
    expect([first.leads, second.leads]).toEqual([0, 0]);
    await one.close();
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    expect(second.leads).toBe(1);
    await two.write(changes({ whole: true, place: { cursor: "second" } }));
    expect(await look()).toEqual(["second", 2]);
    await two.close();
  });

  test("a tab whose database is deleted by another goes on in memory", async () => {
    const indexedDB = new IDBFactory();
    const [one, two] = [indexedDbStore({ indexedDB }), indexedDbStore({ indexedDB })];
    await opened(one);
    await opened(two);
    await one.clear();
    await two.write(changes({ entries: [entry(1)] }));
    expect(await two.entries("d:ann:bob", 0, 10)).toEqual([entry(1)]);
    expect(await indexedDB.databases()).toEqual([]);
    await two.close();
  });
});

function brokenFactory(): IDBFactory {
  const factory = new IDBFactory();
  factory.open = () => {
    throw new DOMException("not here", "SecurityError");
  };
  return factory;
}
