import { expect, test } from "bun:test";
import { hasPostgres, postgresStore, type PostgresStore } from "@skein/testkit";
import type { Socket } from "bun";
import { storageContract, type StorageUnderTest } from "../contract/contract.ts";
import { EMPTY_DIGEST, digestAfter } from "../digest.ts";
import type { Storage, Write } from "../storage.ts";
import { postgresCore } from "./schema.ts";

async function underTest(): Promise<StorageUnderTest> {
  const store = await postgresStore();
  return {
    open: () => store.open(),
    clean: async () => {
      await store[Symbol.asyncDispose]();
    },
  };
}

storageContract("PostgreSQL", underTest, hasPostgres);

const withPostgres = test.skipIf(!hasPostgres);

/** A group of ann and bob. */
const group = (id: string): Write => ({
  rows: [
    { sql: "INSERT INTO conversations (id, kind, size, created) VALUES (?, 'group', 2, 0)", parameters: [id] },
    ...["ann", "bob"].map((user) => ({
      sql: `INSERT INTO members (conv, "user", role) SELECT num, ?, 'member' FROM conversations WHERE id = ?`,
      parameters: [user, id],
    })),
  ],
});

const message = (conv: string, key: string, body = '{"text":"hi"}'): Write => ({
  entries: [{ conv, from: "ann", key, kind: "text", countable: true, body, byMember: true }],
});

/** What became of them: `ok`, or the error. */
const fates = async (storage: Storage, writes: readonly Write[]): Promise<string[]> =>
  (await storage.commit(writes)).map((outcome) => (outcome.ok ? "ok" : outcome.error));

/** What a promise that should fail failed with. */
async function faultOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (fault) {
    return String(fault);
  }
  return "no fault";
}

/** Calls again until it says yes: somebody else must notice something first. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds()));
}

withPostgres("nodes that start at the same time make one store", async () => {
  await using store: PostgresStore = await postgresStore();
  const nodes = await Promise.all(["e1", "e2", "e3", "e4"].map((epoch) => store.open({ epoch })));
  expect(new Set(nodes.map(({ identity }) => identity.epoch)).size).toBe(1);
  await Promise.all(nodes.map((node) => node.close()));
});

withPostgres("a database with steps of a newer version is refused and left as it is", async () => {
  await using store = await postgresStore();
  const newer = [...postgresCore, { id: "core-999", up: ["CREATE TABLE later (x INTEGER)"] }];
  await (await store.open({ migrations: newer })).close();
  expect(await faultOf(store.open())).toMatch(/NewerDatabase.*core-999/);
  await (await store.open({ migrations: newer })).close();
});

withPostgres("steps are taken all or not at all, and wait for a table that is in use", async () => {
  await using store = await postgresStore();
  await (await store.open()).close();
  const step = { id: "more-1", up: ["CREATE TABLE more (x INTEGER)", "ALTER TABLE members ADD COLUMN more INTEGER"] };
  const broken = { id: "more-2", up: ["CREATE TABLE and then"] };
  expect(await faultOf(store.open({ migrations: [...postgresCore, step, broken] }))).toContain("syntax");
  expect(await store.sql.unsafe("SELECT to_regclass('more') AS more")).toEqual([{ more: null }]);
  // somebody reads the table in a transaction of theirs: the step gives way to those who wait behind it, and comes again
  const reading = await store.sql.reserve();
  await reading.unsafe("BEGIN; SELECT * FROM members");
  const opening = store.open({ migrations: [...postgresCore, step] });
  const waiting = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'ALTER TABLE members%'";
  await until(async () => (await store.sql.unsafe<object[]>(waiting)).length > 0);
  await until(async () => (await store.sql.unsafe<object[]>(waiting)).length === 0);
  await reading.unsafe("COMMIT");
  await reading.release();
  await (await opening).close();
});

withPostgres("each entry carries the digest of its log up to there", async () => {
  await using store = await postgresStore();
  const node = await store.open();
  await node.commit([group("g:one"), group("g:two")]);
  const body = JSON.stringify({ text: "雁书 😀 \u0000 \\ \" ' \n" });
  await node.commit([message("g:one", "key-1", body), message("g:two", "key-2"), message("g:one", "key-3", body)]);
  await node.commit([
    { entries: [{ conv: "g:one", from: "", kind: "edit", ref: 1, countable: false, body: "{}", byMember: false }] },
  ]);
  const rows = await store.sql.unsafe<{ digest: string }[]>(
    "SELECT digest FROM entries WHERE conv = (SELECT num FROM conversations WHERE id = 'g:one') ORDER BY seq",
  );
  const { entries } = await node.page("g:one", { limit: 10 });
  let digest = EMPTY_DIGEST;
  const expected = entries.map((entry) => (digest = digestAfter(digest, entry)));
  expect(rows.map((row) => row.digest)).toEqual(expected);
  expect(new Set(expected).size).toBe(3);
  await node.close();
});

withPostgres("the order of times is the order of the log, whatever the clock does", async () => {
  await using store = await postgresStore();
  const node = await store.open();
  await node.commit([group("g:one")]);
  await store.sql.unsafe("UPDATE conversations SET at = 9000000000000");
  const [outcome] = await node.commit([message("g:one", "key-1")]);
  expect(outcome).toMatchObject({ ok: true, places: [{ at: 9000000000000 }] });
  await node.close();
});

withPostgres("what is answered is on disk although the server was told not to wait for it", async () => {
  await using store = await postgresStore();
  await store.sql.unsafe(
    "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database()); END $$",
  );
  const node = await store.open();
  await node.commit([group("g:one")]);
  const seen = "UPDATE conversations SET name = current_setting('synchronous_commit')";
  await node.commit([message("g:one", "key-1"), { rows: [{ sql: seen, parameters: [] }] }]);
  expect((await node.conversation("g:one"))?.name).toBe("on");
  await node.close();
});

withPostgres("a row that somebody holds refuses its own writes as busy and keeps nobody else waiting", async () => {
  await using store = await postgresStore();
  const node = await store.open({ lockTimeout: 100 });
  await node.commit([group("g:one"), group("g:two")]);
  const holder = await store.sql.reserve();
  await holder.unsafe("BEGIN; SELECT 1 FROM conversations WHERE id = 'g:one' FOR UPDATE");
  const both = (key: string) => [message("g:one", `${key}-1`), message("g:two", `${key}-2`), message("g:none", key)];
  expect(await fates(node, both("first"))).toEqual(["busy", "ok", "not_found"]);
  expect(await fates(node, both("second"))).toEqual(["busy", "ok", "not_found"]);
  await holder.unsafe("ROLLBACK");
  await until(async () => (await fates(node, both("third")))[0] === "ok");
  expect((await node.page("g:one", { limit: 9 })).entries.map(({ key }) => key)).toEqual(["third-1"]);

  // a row of a module's own
  await holder.unsafe(`BEGIN; SELECT 1 FROM members WHERE "user" = 'bob' FOR UPDATE`);
  const role = { rows: [{ sql: `UPDATE members SET role = 'admin' WHERE "user" = 'bob'`, parameters: [] }] };
  expect(await fates(node, [message("g:one", "key-4"), role, message("g:two", "key-5")])).toEqual(["ok", "busy", "ok"]);
  await holder.unsafe("ROLLBACK");
  await holder.release();
  expect(await fates(node, [role])).toEqual(["ok"]);
  await node.close();
});

withPostgres("a batch of more things than a batch has positions is kept in several", async () => {
  await using store = await postgresStore();
  const node = await store.open();
  await node.commit([group("g:one")]);
  const outcomes = await node.commit(Array.from({ length: 5000 }, (_, at) => message("g:one", `key-${at}`)));
  expect(outcomes.map((outcome) => (outcome.ok ? outcome.places[0]?.seq : 0))).toEqual(
    Array.from({ length: 5000 }, (_, at) => at + 1),
  );
  await node.close();
});

withPostgres("a value that PostgreSQL cannot keep refuses its own write alone", async () => {
  await using store = await postgresStore();
  const node = await store.open();
  await node.commit([group("g:one")]);
  const unfit = { rows: [{ sql: "UPDATE conversations SET color = ?", parameters: [2 ** 40] }] };
  const writes = [
    ...[message("g:one", "key-1"), unfit, message("g:one", "key-\u0000")],
    // stands between the texts of a batch
    ...[message("g:one", "key-\u001f"), message("g:one", "key-2")],
  ];
  expect(await fates(node, writes)).toEqual(["ok", "invalid", "invalid", "invalid", "ok"]);
  expect((await node.page("g:one", { limit: 9 })).entries.map(({ key }) => key)).toEqual(["key-1", "key-2"]);
  await node.close();
});

/** Passes everything on to PostgreSQL, until it is told to swallow what comes. */
function relay(to: URL) {
  const state = { silent: false };
  const listener = Bun.listen<{ to?: Socket }>({
    hostname: "127.0.0.1",
    port: 0,
    socket: {
      async open(near) {
        near.pause();
        const far = await Bun.connect({
          hostname: to.hostname,
          port: Number(to.port),
          socket: {
            data: (_, data) => {
              if (!state.silent) near.write(data);
            },
            close: () => {
              near.end();
            },
          },
        });
        near.data = { to: far };
        near.resume();
      },
      data(near, data) {
        if (!state.silent) near.data.to?.write(data);
      },
      close(near) {
        near.data.to?.end();
      },
    },
  });
  return { state, listener };
}

withPostgres("a way to the database that falls silent is given up, and another one is taken", async () => {
  await using store = await postgresStore();
  const url = new URL(store.url);
  const { state, listener } = relay(new URL(url));
  url.port = String(listener.port);
  const node = await store.open({ url: url.href, statementTimeout: 4000, silence: 500 });
  await node.commit([group("g:one")]);
  state.silent = true;
  const calls = [node.commit([message("g:one", "key-1")]), node.page("g:one", { limit: 1 })];
  for (const fault of await Promise.allSettled(calls))
    expect(fault).toMatchObject({ reason: { error: "unavailable", cause: { name: "ConnectionSilent" } } });
  state.silent = false;
  expect(await fates(node, [message("g:one", "key-1")])).toEqual(["ok"]);
  expect((await node.page("g:one", { limit: 9 })).entries.length).toBe(1);
  await node.close();
  listener.stop(true);
});
