import { Database } from "bun:sqlite";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "bun:test";
import type { Conversations } from "../message/conversations.ts";
import type { People } from "../message/people.ts";
import { openSqliteInline } from "../storage/sqlite/open.ts";
import type { Statement, Storage, StoredEntry, StoredSummary } from "../storage/storage.ts";
import { buildReading } from "./reading.ts";
import { migrations } from "./store.ts";

const ENTRY: Omit<StoredEntry, "seq"> = {
  ...{ conv: "g:one", pos: 1, at: 1, count: 1, from: "ann", key: null, kind: "text", ref: null, body: "{}" },
};

/** What a plan walks through from end to end: tables, not what was read from them before. */
function walked(plan: readonly { readonly detail: string }[], tables: ReadonlySet<string>, sql: string): string[] {
  const aliases = new Map<string, string>();
  for (const [, table = "", alias = ""] of sql.matchAll(/\b(?:FROM|JOIN) (\w+) (\w+)/g))
    if (tables.has(table)) aliases.set(alias, table);
  return plan.flatMap(({ detail }) => {
    const [, name = ""] = /^SCAN (\w+)/.exec(detail) ?? [];
    const table = aliases.get(name) ?? (tables.has(name) ? name : undefined);
    return table === undefined ? [] : [`${table}: ${detail}`];
  });
}

test("nothing that is read with pages and lists walks through a whole table", async () => {
  const folder = await mkdtemp(join(tmpdir(), "skein-reading-"));
  const file = join(folder, "skein.db");
  const storage = openSqliteInline({ file, synchronous: "OFF", migrations, epoch: "e1" }, () => 1);
  const asked: Statement[] = [];
  const noting: Storage = {
    ...storage,
    query: (statement) => {
      asked.push(statement);
      return storage.query(statement);
    },
  };
  const { reading } = buildReading({ storage: noting, conversations: {} as Conversations, people: {} as People });
  const near = [1, 2].map((seq) => ({ ...ENTRY, seq }));
  const far = [
    { ...ENTRY, seq: 1 },
    { ...ENTRY, conv: "g:two", seq: 900 },
  ];
  const { first, further = [] } = reading.folds.along("ann", 1, 50);
  asked.push(first, ...further.map(({ statement }) => statement));
  for (const entries of [near, far]) {
    await reading.folds.of("ann", entries);
    for (const extra of reading.entryExtras)
      asked.push(extra.statement("ann", entries), extra.along("ann", 1, 50), extra.all("ann", 1_001));
  }
  const mine = {
    user: "ann",
    role: "member",
    read: 0,
    readCount: 0,
    delivered: 0,
    since: 0,
    muted: 0,
    nick: null,
  } as const;
  const summary: StoredSummary = {
    ...{ id: "g:one", kind: "group", name: null, color: null, created: 1, settings: "{}", last: null, shown: null },
    ...{ members: 3, mine, others: null },
  };
  for (const extra of reading.extras) await extra("ann", [summary, { ...summary, id: "g:two" }]);
  const database = new Database(file, { readonly: true });
  const tables = new Set(
    database
      .query<{ name: string }, []>("SELECT name FROM sqlite_master WHERE type = 'table'")
      .all()
      .map(({ name }) => name),
  );
  expect(asked.length).toBeGreaterThan(15);
  for (const { sql, parameters } of asked) {
    const plan = database
      .query<{ detail: string }, (string | number)[]>(`EXPLAIN QUERY PLAN ${sql}`)
      .all(...(parameters as (string | number)[]));
    expect(walked(plan, tables, sql)).toEqual([]);
  }
  database.close();
  await storage.close();
  await rm(folder, { recursive: true });
});

test("messages of as many conversations as one likes are folded", async () => {
  const folder = await mkdtemp(join(tmpdir(), "skein-reading-"));
  const setting = { file: join(folder, "skein.db"), synchronous: "OFF", migrations, epoch: "e1" } as const;
  const storage = openSqliteInline(setting, () => 1);
  const { reading } = buildReading({ storage, conversations: {} as Conversations, people: {} as People });
  const many = Array.from({ length: 250 }, (_, at) => ({ ...ENTRY, conv: `g:${at}`, seq: at + 1 }));
  expect((await reading.folds.of("ann", many)).size).toBe(0);
  await storage.close();
  await rm(folder, { recursive: true });
});
