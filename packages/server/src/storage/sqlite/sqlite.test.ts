import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "bun:test";
import { storageContract, type StorageUnderTest } from "../contract/contract.ts";
import { openDatabase } from "./database.ts";
import { openSqlite, openSqliteInline, type SqliteSetting } from "./open.ts";
import { coreMigrations } from "./schema.ts";

async function emptyStore(): Promise<{ readonly folder: string; readonly setting: SqliteSetting }> {
  const folder = await mkdtemp(join(tmpdir(), "skein-sqlite-"));
  const setting: SqliteSetting = {
    file: join(folder, "skein.db"),
    synchronous: "OFF",
    migrations: coreMigrations,
    epoch: "e1",
  };
  return { folder, setting };
}

async function underTest(open: (setting: SqliteSetting) => ReturnType<typeof openSqlite>): Promise<StorageUnderTest> {
  const { folder, setting } = await emptyStore();
  return { open: () => open(setting), clean: () => rm(folder, { recursive: true }) };
}

storageContract("SQLite on threads", () => underTest(openSqlite));
storageContract("SQLite inline", () => underTest((setting) => Promise.resolve(openSqliteInline(setting, Date.now))));

/** What a promise that should fail failed with. */
async function faultOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (fault) {
    return String(fault);
  }
  return "no fault";
}

test("a database with steps of a newer version is refused and left as it is", async () => {
  const { folder, setting } = await emptyStore();
  const newer: SqliteSetting = {
    ...setting,
    migrations: [...coreMigrations, { id: "core-999", up: ["CREATE TABLE later (x INTEGER)"] }],
  };
  await (await openSqlite(newer)).close();
  expect(await faultOf(openSqlite(setting))).toContain("core-999");
  await (await openSqlite(newer)).close();
  await rm(folder, { recursive: true });
});

test("[ERR-6] a full disk refuses the batch whole, and the store goes on when there is room again", async () => {
  const { folder, setting } = await emptyStore();
  const storage = openSqliteInline(setting, Date.now);
  await storage.commit([
    { rows: [{ sql: "INSERT INTO conversations (id, kind, created) VALUES ('g:one', 'group', 0)", parameters: [] }] },
    {
      rows: [
        {
          sql: "INSERT INTO members (conv, user, role) SELECT num, 'ann', 'member' FROM conversations",
          parameters: [],
        },
      ],
    },
  ]);
  const send = (key: string, body: string) =>
    storage.commit([
      {
        entries: [
          {
            conv: "g:one",
            from: "ann",
            key,
            kind: "text",
            countable: true,
            body: JSON.stringify({ text: body }),
            byMember: true,
          },
        ],
      },
    ]);
  await send("key-00001", "fits");
  // SQLite's own bound stands for the disk's: the same error, at the same place
  await storage.commit([{ rows: [{ sql: "PRAGMA max_page_count = 20", parameters: [] }] }]);
  expect(await faultOf(send("key-00002", "x".repeat(400_000)))).toContain("full");
  expect((await storage.page("g:one", { limit: 10 })).entries.map(({ key }) => key)).toEqual(["key-00001"]);
  await storage.commit([{ rows: [{ sql: "PRAGMA max_page_count = 100000", parameters: [] }] }]);
  const [outcome] = await send("key-00002", "x".repeat(400_000));
  expect(outcome).toMatchObject({ ok: true, places: [{ seq: 2, count: 2 }] });
  await storage.close();
  openDatabase(setting, true).close();
  await rm(folder, { recursive: true });
});
