import { Database } from "bun:sqlite";
import { afterEach, beforeEach, expect, setDefaultTimeout, test } from "bun:test";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { hasPostgres, sharedPostgres, temporaryFolder, type TemporaryFolder, type TestDatabase } from "@skein/testkit";
import { SQL } from "bun";
import { migrations, sharedMigrations } from "../../src/server/store.ts";
import { openPostgres } from "../../src/storage/postgres/open.ts";
import { compareLogs } from "../../src/storage/proof/compare.ts";
import { postgresLogs } from "../../src/storage/proof/postgres-logs.ts";
import { proveLogs } from "../../src/storage/proof/prove.ts";
import { sqliteLogs } from "../../src/storage/proof/sqlite-logs.ts";
import type { Storage } from "../../src/storage/storage.ts";
import { transfer, type Transferred } from "../../src/storage/transfer/transfer.ts";
import type { Killed } from "./killed.ts";
import { goOnIn, makeStore } from "./store.ts";

// a test starts several processes, on a machine that may be busy
setDefaultTimeout(60_000);

const KILLED = join(import.meta.dir, "killed.ts");

let folder: TemporaryFolder;
let database: TestDatabase;
let file: string;

if (hasPostgres) {
  beforeEach(async () => {
    folder = await temporaryFolder();
    database = await (await sharedPostgres()).database();
    file = await makeStore(folder.path);
  });
  afterEach(async () => {
    await database[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });

  test("a store arrives whole: every text, mark, person and digest, at its old place", async () => {
    const { rows, before, conversations, entries } = await move();
    expect({ before, conversations, entries }).toEqual({ before: 0, conversations: 4, entries: 400 });
    expect(rows).toBe(400 + 4 + 8 + 6);
    await sameAsBefore();
    await using sql = new SQL({ url: database.url, max: 1 });
    using old = new Database(file, { readonly: true });
    for (const text of [
      "SELECT id, login, password, name, about, folded, claim, color, settings FROM users ORDER BY id",
      'SELECT conv, "user", role, read, read_count, delivered FROM members ORDER BY conv, "user"',
      "SELECT pos, conv, seq, at, count, ref, sender, key, kind, digest, body FROM entries ORDER BY pos",
      "SELECT num, id, kind, name, color, size, created, moved FROM conversations ORDER BY num",
    ])
      expect(textual([...(await sql.unsafe<object[]>(text))])).toEqual(textual(old.query<object, []>(text).all()));
  });

  test("what is written after it goes on where the old store was, with another identity and later positions", async () => {
    await move();
    await using sql = new SQL({ url: database.url, max: 1 });
    const [last] = await sql.unsafe<{ pos: string }[]>("SELECT max(pos) AS pos FROM entries");
    await using storage = await opened();
    expect(storage.identity.epoch).toBe("moved");
    expect(storage.identity.pos).toBeGreaterThanOrEqual(Number(last?.pos));
    const { head } = await storage.page("g:one", { limit: 1 });
    const draft = {
      conv: "g:one",
      from: "u0",
      key: "key-after",
      kind: "text",
      countable: true,
      byMember: true,
      body: "{}",
    };
    const [outcome] = await storage.commit([{ entries: [draft] }]);
    if (!outcome?.ok) throw new Error("it was refused");
    expect(outcome.places[0]?.seq).toBe(head + 1);
    expect(outcome.pos).toBeGreaterThan(storage.identity.pos);
    // a key of before is known
    const [again] = await storage.commit([
      { entries: [{ ...draft, key: "key-3", from: "u1", countable: true, body: JSON.stringify({ text: "NULL 3" }) }] },
    ]);
    expect(again).toMatchObject({ ok: true, repeated: true });
    await storage.commit([
      { rows: [{ sql: "INSERT INTO conversations (id, kind, created) VALUES ('g:new', 'group', 1)", parameters: [] }] },
    ]);
    const changed = await storage.list("u0", { since: storage.identity.pos, limit: 10, marksUpTo: 50 });
    expect(changed.map(({ id }) => id)).toEqual(["g:one"]);
    await using logs = await postgresLogs(database.url);
    const found: unknown[] = [];
    await proveLogs(logs, { found: (finding) => found.push(finding), step: () => undefined });
    expect(found).toEqual([]);
  });

  test("killed at any moment it goes on where it was, and nobody serves from what is half there", async () => {
    const deaths: readonly Pick<Killed, "at" | "later">[] = [
      { at: "Copying", later: false },
      { at: 3, later: true },
      { at: 4, later: false },
      { at: 2, later: true },
      { at: "Proving", later: true },
    ];
    for (const death of deaths) {
      await killed(death);
      const refused = await opened().catch((fault: unknown) => fault);
      expect(refused).toMatchObject({ name: "HalfMoved" });
    }
    const { before, rows, entries } = await move();
    expect(before).toBe(rows);
    expect(entries).toBe(400);
    await sameAsBefore();
    await (await opened()).close();
  });

  test("a store that was used since is copied anew", async () => {
    await killed({ at: 6, later: true });
    await goOnIn(file);
    expect(await move()).toMatchObject({ before: 0, entries: 410 });
    await sameAsBefore();
  });

  test("two at once: one moves the store, the other is told so", async () => {
    const copy = join(folder.path, "copy.db");
    cpSync(file, copy);
    const results = await Promise.allSettled([move({ file }), move({ file: copy })]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const refused = results.find((result) => result.status === "rejected");
    expect(refused?.reason).toMatchObject({ name: "StartFault" });
    await sameAsBefore();
  });

  test("while somebody else holds the database it is not touched", async () => {
    await using sql = new SQL({ url: database.url, max: 1 });
    await using other = await sql.reserve();
    await other.unsafe(`SELECT pg_advisory_lock(${0x5ce1_0003})`);
    expect(await refusal(move({ patience: 1 }))).toMatchObject({ kind: "locked" });
    expect(await other.unsafe("SELECT 1 FROM pg_tables WHERE schemaname = 'public'")).toHaveLength(0);
  });

  test("a database with anything in it is refused, and stays as it is", async () => {
    await using sql = new SQL({ url: database.url, max: 1 });
    await sql.unsafe("CREATE TABLE recipes (id int)");
    expect(await refusal(move())).toMatchObject({
      kind: "refused",
      what: expect.stringContaining("recipes") as unknown,
    });
    expect(await sql.unsafe("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").values()).toEqual([
      ["recipes"],
    ]);
  });

  test("a database that is served from, that another store was begun to be moved to, or that has this one already, is refused", async () => {
    await (await opened()).close();
    expect(await refusal(move())).toMatchObject({ kind: "refused" });
    await using second = await (await sharedPostgres()).database();
    await killed({ at: 3, later: false }, second.url);
    await using elsewhere = await temporaryFolder();
    const another = await makeStore(elsewhere.path, { epoch: "another", messages: 3 });
    expect(await refusal(move({ url: second.url, file: another }))).toMatchObject({
      what: expect.stringContaining("Another store is half moved") as unknown,
    });
    await move({ url: second.url });
    expect(await refusal(move({ url: second.url }))).toMatchObject({
      what: expect.stringContaining("This store was moved there") as unknown,
    });
  });

  test("a source that is damaged does not become a store", async () => {
    using old = new Database(file);
    old.run("UPDATE entries SET body = '{}' WHERE conv = 1 AND seq = 7");
    old.close();
    const fault = await refusal(move());
    expect(fault).toMatchObject({ kind: "corrupt", what: expect.stringContaining("at seq 7") as unknown });
    expect(await opened().catch((refused: unknown) => refused)).toMatchObject({ name: "HalfMoved" });
  });

  test("a text that PostgreSQL cannot keep stops it, and what is there is no store", async () => {
    using old = new Database(file);
    old.run("UPDATE users SET about = 'a' || char(0) || 'b' WHERE id = 'u2'");
    old.close();
    expect(await refusal(move())).toMatchObject({ errno: "22021" });
    expect(await opened().catch((refused: unknown) => refused)).toMatchObject({ name: "HalfMoved" });
  });

  test("what was changed on the way is found, whichever table it is in", async () => {
    for (const [sql, what] of [
      ["UPDATE users SET about = 'other' WHERE id = 'u1'", "users: rows are not what was sent"],
      ["DELETE FROM members WHERE conv = 2 AND \"user\" = 'u1'", "members: 8 rows were sent and 7 are there"],
      ["UPDATE members SET read = 1 WHERE conv = 1 AND \"user\" = 'u0'", "members: rows are not what was sent"],
      ["UPDATE entries SET at = at + 1 WHERE conv = 3 AND seq = 2", "the entry is not what its digest was made of"],
    ] as const) {
      await using target = await (await sharedPostgres()).database();
      await killed({ at: "Proving", later: false }, target.url);
      await using connection = new SQL({ url: target.url, max: 1 });
      await connection.unsafe(sql);
      expect((await refusal(move({ url: target.url }))).what).toContain(what);
    }
  });
}

interface Moving {
  readonly url?: string;
  readonly file?: string;
  readonly patience?: number;
}

function move(some: Moving = {}): Promise<Transferred> {
  const steps = { sqlite: migrations, postgres: sharedMigrations };
  return transfer({
    ...{ file, url: database.url, steps, epoch: "moved", batch: 50, now: () => Date.now() },
    stage: () => () => undefined,
    ...some,
  });
}

async function refusal(moving: Promise<unknown>): Promise<{ kind?: string; what: string }> {
  const fault: unknown = await moving.then(
    () => new Error("it was not refused"),
    (refused: unknown) => refused,
  );
  return fault as { what: string };
}

async function killed(death: Pick<Killed, "at" | "later">, url = database.url): Promise<void> {
  const job: Killed = { file, url, batch: 50, ...death };
  const child = Bun.spawn([process.execPath, KILLED, JSON.stringify(job)], { stdout: "ignore", stderr: "inherit" });
  await child.exited;
  expect(child.signalCode).toBe("SIGKILL");
}

async function opened(): Promise<Storage & AsyncDisposable> {
  const storage = await openPostgres({ url: database.url, migrations: sharedMigrations, epoch: "unused" });
  return Object.assign(storage, { [Symbol.asyncDispose]: () => storage.close() });
}

async function sameAsBefore(): Promise<void> {
  await using ours = await postgresLogs(database.url);
  await using theirs = sqliteLogs(file);
  const found: unknown[] = [];
  const note = (finding: unknown): void => {
    found.push(finding);
  };
  await proveLogs(ours, { found: note, step: () => undefined });
  expect(await compareLogs(theirs, ours, note)).toBe(4);
  expect(found).toEqual([]);
}

/** Rows with their numbers as text, as PostgreSQL gives those of 64 bits. */
function textual(rows: readonly object[]): unknown {
  const text = (value: unknown): unknown => (typeof value === "number" ? `${value}` : value);
  return rows.map((row) => Object.entries(row).map(([name, value]) => [name, text(value)]));
}
