import { expect, test } from "bun:test";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { termsOf } from "@skein/protocol/search";
import { migrations } from "../../../server/store.ts";
import { makeConversation, text } from "../../../storage/contract/given.ts";
import { openSqliteInline } from "../../../storage/sqlite/open.ts";
import { type IndexUnderTest, searchContract } from "../contract.ts";
import { InlineIndex } from "./open.ts";
import { OwnIndex } from "./own-index.ts";
import { rebuildOwn } from "./rebuild.ts";

function ground() {
  const data = mkdtempSync(join(tmpdir(), "skein-search-"));
  const file = join(data, "skein.db");
  const open = (epoch = "e1") => openSqliteInline({ file, synchronous: "OFF", migrations, epoch }, Date.now);
  const files = () => readdirSync(join(data, "search")).filter((name) => name.endsWith(".db"));
  return { data, open, files, [Symbol.dispose]: () => rmSync(data, { recursive: true, force: true }) };
}

async function underTest(): Promise<IndexUnderTest> {
  const own = ground();
  const storage = own.open();
  const index = new InlineIndex(own.data);
  return {
    storage,
    index,
    caughtUp: () => Promise.resolve(),
    async clean() {
      await index.close();
      await storage.close();
      own[Symbol.dispose]();
    },
  };
}

searchContract("SQLite", underTest);

const seqs = (index: OwnIndex, query: string): number[] =>
  index.find({ asker: "ann", terms: termsOf(query), limit: 20 }).places.map(({ seq }) => seq);

test("an index that is gone, damaged, of another store or of another shape is made anew", async () => {
  using own = ground();
  const storage = own.open();
  await storage.commit([{ rows: makeConversation("g:one", ["ann"]) }]);
  await storage.commit([{ entries: [text("g:one", "ann", "key-00000001", "你好 world")] }]);
  let index = new OwnIndex(own.data);
  expect(seqs(index, "你好")).toEqual([1]);
  // while it is open: somebody tidies up
  rmSync(join(own.data, "search"), { recursive: true });
  index.close();
  index = new OwnIndex(own.data);
  expect(seqs(index, "世界")).toEqual([]);
  expect(seqs(index, "wor")).toEqual([1]);
  index.close();
  for (const name of own.files())
    writeFileSync(join(own.data, "search", name), "no database at all, but long enough to look like one".repeat(200));
  index = new OwnIndex(own.data);
  expect(seqs(index, "wor")).toEqual([1]);
  index.close();
  // whole pages of it, behind its first
  for (const name of own.files()) {
    const bytes = readFileSync(join(own.data, "search", name));
    writeFileSync(join(own.data, "search", name), bytes.fill(0xa5, 4096 * 2));
  }
  index = new OwnIndex(own.data);
  expect(seqs(index, "wor")).toEqual([1]);
  index.close();
  await storage.commit([{ rows: [{ sql: "UPDATE store SET epoch = 'e2'", parameters: [] }] }]);
  await storage.commit([
    { rows: [{ sql: "UPDATE entries SET body = ? WHERE seq = 1", parameters: ['{"text":"other"}'] }] },
  ]);
  index = new OwnIndex(own.data);
  expect([seqs(index, "wor"), seqs(index, "oth")]).toEqual([[], [1]]);
  expect(own.files()).toHaveLength(1);
  index.close();
  await storage.close();
});

test("one that is built anew takes the place of the old one, which answers until then and goes", async () => {
  using own = ground();
  const storage = own.open();
  await storage.commit([{ rows: makeConversation("g:one", ["ann"]) }]);
  const say = (at: number, words: string) =>
    storage.commit([{ entries: [text("g:one", "ann", `key-${String(at).padStart(8, "0")}`, words)] }]);
  for (let at = 1; at <= 30; at++) await say(at, `message ${at} 消息`);
  const index = new OwnIndex(own.data);
  expect(seqs(index, "消息")).toHaveLength(20);
  const steps: number[] = [];
  const built = rebuildOwn(own.data, (total) => (more) => steps.push(more / total));
  expect(built.entries).toBe(30);
  expect(steps.reduce((sum, step) => sum + step, 0)).toBeGreaterThanOrEqual(1);
  await say(31, "后来的 message");
  expect(seqs(index, "后来")).toEqual([31]);
  expect(seqs(index, "message 7")).toEqual([7]);
  expect(own.files()).toEqual(["index-2.db"]);
  expect(index.standing().behind).toBe(0);
  expect(index.standing().bytes).toBeGreaterThan(0);
  index.close();
  await storage.close();
});

test("little at a time, each once: whatever stops it, it goes on where it was", async () => {
  using own = ground();
  const storage = own.open();
  await storage.commit([{ rows: makeConversation("g:one", ["ann"]) }]);
  for (let at = 1; at <= 25; at++)
    await storage.commit([{ entries: [text("g:one", "ann", `key-${String(at).padStart(8, "0")}`, `第${at} words`)] }]);
  for (let turn = 0; turn < 3; turn++) {
    const index = new OwnIndex(own.data);
    expect(index.step(10)).toBe(turn < 2 ? 10 : 5);
    index.close();
  }
  const index = new OwnIndex(own.data);
  expect(index.step(10)).toBe(0);
  expect(seqs(index, "words")).toHaveLength(20);
  expect(seqs(index, "第7")).toEqual([7]);
  index.close();
  await storage.close();
});
