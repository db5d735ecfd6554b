import { expect, test } from "bun:test";
import { hasPostgres, sharedPostgres, temporaryFolder } from "@skein/testkit";
import { SQL } from "bun";
import { migrations } from "../../src/server/store.ts";
import { compareLogs } from "../../src/storage/proof/compare.ts";
import { postgresLogs } from "../../src/storage/proof/postgres-logs.ts";
import { sqliteLogs } from "../../src/storage/proof/sqlite-logs.ts";
import { openSqliteInline } from "../../src/storage/sqlite/open.ts";
import type { Draft } from "../../src/storage/storage.ts";
import { Program, run } from "../program.ts";
import { makeStore } from "./store.ts";

const MESSAGES = Number(Bun.env["SKEIN_MIGRATE_MESSAGES"] ?? 30_000);
/** How much of it is there when the program is killed. */
const DEATHS = [0.3, 0.7];
const GROUPS = 300;
const BATCH = 1_000;

test.skipIf(!hasPostgres)(
  "many messages, and the program killed twice in between: what was copied is not copied again, and the digests are equal",
  async () => {
    await using folder = await temporaryFolder();
    await using database = await (await sharedPostgres()).database();
    const file = await makeStore(folder.path);
    await fill(file);
    const began = performance.now();
    const there: number[] = [];
    for (const part of DEATHS) there.push(await killedAfter(folder.path, database.url, part * MESSAGES));
    const last = await run(migrating(folder.path, database.url));
    expect(last).toMatchObject({ code: 0, err: "" });
    const seconds = (performance.now() - began) / 1000;
    // what was there before the second death is still counted, and is the least that was there before the third run
    const before = Number(/(\d[\d,]*) rows? (?:was|were) there from before/.exec(last.out)?.[1]?.replaceAll(",", ""));
    expect(before).toBeGreaterThanOrEqual(there[1] ?? 0);
    expect(there[1]).toBeGreaterThan(there[0] ?? 0);

    await using ours = await postgresLogs(database.url);
    await using theirs = sqliteLogs(file);
    const found: unknown[] = [];
    expect(await compareLogs(theirs, ours, (finding) => found.push(finding))).toBe(4 + GROUPS);
    expect(found).toEqual([]);
    console.log(`${MESSAGES} messages: killed at ${there.join(" and ")} rows, ${seconds.toFixed(1)} s in all`);
  },
  120_000 + MESSAGES,
);

const migrating = (folder: string, url: string): string[] => [...["migrate", "--to", url], ...["--data", folder]];

/** Kills the program once so many rows are there; how many that are. */
async function killedAfter(folder: string, url: string, rows: number): Promise<number> {
  await using child = Program.start(migrating(folder, url));
  await using sql = new SQL({ url, max: 1 });
  let there = 0;
  while (there < rows) there = await copied(sql);
  child.signal("SIGKILL");
  // it had not come to its end
  expect(await child.exit()).toBe(137);
  return await copied(sql);
}

async function copied(sql: SQL): Promise<number> {
  const [table] = await sql.unsafe<{ there: boolean }[]>("SELECT to_regclass('moved_tables') IS NOT NULL AS there");
  if (!table?.there) return 0;
  const [row] = await sql.unsafe<{ rows: number }[]>("SELECT coalesce(sum(rows), 0)::float8 AS rows FROM moved_tables");
  return row?.rows ?? 0;
}

/** Says so many messages in a store that is there. */
async function fill(file: string): Promise<void> {
  const storage = openSqliteInline({ file, synchronous: "OFF", migrations, epoch: "x" }, () => 1_700_000_000_000);
  const groups = Array.from({ length: GROUPS }, (_, at) => `g:many-${at}`);
  const member = `INSERT INTO members (conv, "user", role) SELECT num, 'u0', 'member' FROM conversations WHERE id = ?`;
  await storage.commit(
    groups.map((id) => ({
      rows: [
        { sql: "INSERT INTO conversations (id, kind, size, created) VALUES (?, 'group', 1, 5)", parameters: [id] },
        { sql: member, parameters: [id] },
      ],
    })),
  );
  for (let from = 0; from < MESSAGES; from += BATCH) {
    const drafts = Array.from({ length: Math.min(BATCH, MESSAGES - from) }, (_, at): Draft => {
      const n = from + at;
      const body = JSON.stringify({ text: `雁书 ${n} ${"as long as people write ".repeat(4)}` });
      const conv = groups[n % GROUPS] ?? "";
      return { conv, from: "u0", key: `key-many-${n}`, kind: "text", countable: true, byMember: true, body };
    });
    await storage.commit(drafts.map((draft) => ({ entries: [draft] })));
  }
  await storage.close();
}
