import { expect, test } from "bun:test";
import { hasPostgres, postgresStore } from "@skein/testkit";
import { termsOf } from "@skein/protocol/search";
import { systemClock } from "../../../kit/clock.ts";
import { createLog } from "../../../kit/log.ts";
import { pause } from "../../../kit/pause.ts";
import { sharedMigrations } from "../../../server/store.ts";
import { makeConversation, text } from "../../../storage/contract/given.ts";
import { type IndexUnderTest, searchContract } from "../contract.ts";
import type { SearchIndex } from "../search-index.ts";
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
    `UPDATE search_words SET words = '''stale'''::tsvector WHERE seq = 3; DELETE FROM search_words WHERE seq = 4`,
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
    "INSERT INTO duties (name, holder, until) VALUES ('search', 'n0', (extract(epoch FROM clock_timestamp()) * 1000)::bigint + 3000)",
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
