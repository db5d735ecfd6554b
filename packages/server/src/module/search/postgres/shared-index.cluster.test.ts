import { expect, test } from "bun:test";
import { hasPostgres, postgresStore } from "@skein/testkit";
import { termsOf } from "@skein/protocol/search";
import { systemClock } from "../../../kit/clock.ts";
import { createLog } from "../../../kit/log.ts";
import { pause } from "../../../kit/pause.ts";
import { sharedMigrations } from "../../../server/store.ts";
import { makeConversation, text } from "../../../storage/contract/given.ts";
import { type IndexUnderTest, searchContract } from "../contract.ts";
import type { SearchIndex, Wanted } from "../search-index.ts";
import { rebuildShared } from "./rebuild.ts";
import { SharedIndex } from "./shared-index.ts";

const withPostgres = test.skipIf(!hasPostgres);
const parts = { clock: systemClock, log: createLog("silent"), node: "n1" };
const nothing = termsOf("nothing-of-this-is-there");

/** Until all that was said is in it. */
async function caughtUp(index: SearchIndex): Promise<void> {
  while ((await index.find({ asker: "ann", terms: nothing, limit: 1 })).behind) await pause(10);
}

async function underTest(): Promise<IndexUnderTest> {
  const store = await postgresStore();
  const storage = await store.open({ migrations: sharedMigrations });
  const index = new SharedIndex(store.url, { ...parts, storage });
  index.start();
  return {
    storage,
    index,
    async caughtUp() {
      index.wake();
      await caughtUp(index);
    },
    async clean() {
      await index.close();
      await storage.close();
      await store[Symbol.asyncDispose]();
    },
  };
}

searchContract("PostgreSQL", underTest, hasPostgres);

withPostgres("built anew while it serves: nothing is missing meanwhile, what did not belong is gone", async () => {
  await using store = await postgresStore();
  const storage = await store.open({ migrations: sharedMigrations });
  const index = new SharedIndex(store.url, { ...parts, storage });
  index.start();
  await storage.commit([{ rows: makeConversation("g:one", ["ann"]) }]);
  const say = (at: number) =>
    storage.commit([{ entries: [text("g:one", "ann", `key-${String(at).padStart(8, "0")}`, `message ${at} 消息`)] }]);
  const find = async (query: string): Promise<number[]> => {
    index.wake();
    await caughtUp(index);
    return (await index.find({ asker: "ann", terms: termsOf(query), limit: 50 })).places.map(({ seq }) => seq);
  };
  for (let at = 1; at <= 20; at++) await say(at);
  expect(await find("消息")).toHaveLength(20);
  await store.sql.unsafe(
    `UPDATE search_texts SET words = '''stale'''::tsvector WHERE seq = 3; DELETE FROM search_texts WHERE seq = 4`,
  );
  let done = 0;
  const rebuilding = rebuildShared(store.url, storage, (total) => (more) => (done += more / total));
  for (let at = 21; at <= 30; at++) {
    await say(at);
    expect((await find("消息")).length).toBeGreaterThanOrEqual(at - 2);
  }
  const built = await rebuilding;
  expect(built.entries).toBeGreaterThanOrEqual(20);
  expect(built.bytes).toBeGreaterThan(0);
  expect(done).toBeGreaterThanOrEqual(1);
  await say(31);
  expect(await find("消息")).toEqual(Array.from({ length: 31 }, (_, at) => 31 - at));
  expect(await find("stale")).toEqual([]);
  await index.close();
  await storage.close();
});

withPostgres("when the node that brings it on dies, another goes on within seconds", async () => {
  await using store = await postgresStore();
  const storage = await store.open({ migrations: sharedMigrations });
  await storage.commit([{ rows: makeConversation("g:one", ["ann"]) }]);
  const say = (at: number) => storage.commit([{ entries: [text("g:one", "ann", `key-0000000${at}`, `words ${at}`)] }]);
  // a node that took the duty and was killed: it says nothing more
  await store.sql.unsafe(
    "INSERT INTO duties (name, holder, until) VALUES ('search.texts', 'n0', (extract(epoch FROM clock_timestamp()) * 1000)::bigint + 3000)",
  );
  const index = new SharedIndex(store.url, { ...parts, storage });
  index.start();
  await say(1);
  expect((await index.find({ asker: "ann", terms: termsOf("words"), limit: 5 })).behind).toBeTrue();
  const began = Date.now();
  await caughtUp(index);
  expect(Date.now() - began).toBeLessThan(10_000);
  expect((await index.find({ asker: "ann", terms: termsOf("words"), limit: 5 })).places).toHaveLength(1);
  await index.close();
  await storage.close();
});

withPostgres("what was said long ago is found as what was said last: all pages, in a talk, by a person", async () => {
  await using store = await postgresStore();
  const storage = await store.open({ migrations: sharedMigrations });
  const index = new SharedIndex(store.url, { ...parts, storage });
  index.start();
  const people = ["ann", "bob", "cleo"];
  const convs = ["g:one", "g:two", "g:three"];
  await storage.commit(convs.map((id) => ({ rows: makeConversation(id, id === "g:three" ? ["ann", "bob"] : people) })));
  const said: { conv: string; from: string; seq: number; words: string }[] = [];
  const heads = new Map<string, number>();
  // more than are looked at one by one, in more batches than the first stretch has; some words everywhere, some here and there
  for (let batch = 0; batch < 700; batch++) {
    const writes = Array.from({ length: 7 }, (_, at) => {
      const nth = batch * 7 + at;
      const conv = convs[nth % 3] ?? "";
      const from = nth % 3 === 2 ? "ann" : (people[nth % 2] ?? "");
      const words = `everywhere ${nth % 97 === 0 ? "seldom 偶尔" : ""} ${nth % 1_801 === 5 ? "rare 稀有" : ""}`;
      const seq = (heads.get(conv) ?? 0) + 1;
      heads.set(conv, seq);
      said.push({ conv, from, seq, words });
      return { entries: [text(conv, from, `key-${String(nth).padStart(8, "0")}`, words)] };
    });
    await storage.commit(writes);
  }
  index.wake();
  await caughtUp(index);
  const all = async (more: Omit<Wanted, "limit" | "before">): Promise<string[]> => {
    const found: string[] = [];
    let before: number | undefined;
    do {
      const { places, next } = await index.find({ ...more, before, limit: 40 });
      found.push(...places.map(({ conv, seq }) => `${conv} ${seq}`));
      before = next;
    } while (before !== undefined);
    return found;
  };
  const naive = (word: string, asker: string, only: Partial<(typeof said)[number]> = {}): string[] =>
    said
      .filter(({ conv, words }) => words.includes(word) && (asker === "ann" || asker === "bob" || conv !== "g:three"))
      .filter((one) => (only.conv ?? one.conv) === one.conv && (only.from ?? one.from) === one.from)
      .map(({ conv, seq }) => `${conv} ${seq}`)
      .toReversed();
  for (const word of ["everywhere", "seldom", "偶尔", "rare", "稀有"])
    for (const asker of people)
      for (const only of [{}, { conv: "g:two" }, { from: "ann" }, { from: "bob", conv: "g:one" }])
        expect(await all({ asker, terms: termsOf(word), ...only })).toEqual(naive(word, asker, only));
  await index.close();
  await storage.close();
});
