import { LIMITS } from "@skein/protocol";
import { temporaryFolder } from "@skein/testkit";
import { expect, test } from "bun:test";
import { join } from "node:path";
import { migrations, openSqliteInline } from "../src/index.ts";
import { anyDevice, queued } from "../src/module/push/audience.ts";
import { spreadOut } from "../src/module/push/spread.ts";
import { NOTIFY } from "../src/module/keep/index.ts";
import { makeConversation } from "../src/storage/contract/given.ts";
import { committing } from "./at-work.ts";
import type { StoredEntry } from "../src/storage/storage.ts";

const held = { lost: new AbortController().signal, fence: () => ({ sql: "SELECT 1", parameters: [] }) };
const SOME = ["ann", "bob", "cleo", "dan", "eve", "fay"];

const device = (person: string) => ({
  sql: `INSERT INTO push_devices (id, session, person, kind, address, place, created) VALUES (?, ?, ?, 'web', 'x', ?, 0)`,
  parameters: [`d-${person}`, `s-${person}`, person, `p-${person}`],
});
const row = (sql: string, ...parameters: unknown[]) => ({ sql, parameters });

test("[PUSH-3] of a crowd those are queued who want all of it, are meant by name, or follow the thread; of few all; and nobody where nobody can be told", async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, "skein.db");
  const storage = openSqliteInline({ file, synchronous: "OFF", migrations, epoch: "e1" }, Date.now);
  const crowd = Array.from({ length: LIMITS.notifiedMembers }, (_, at) => `nobody${at}`);
  const entry = (conv: string, body: object, ref: number | null = null): StoredEntry => ({
    ...{ conv, seq: 9, pos: 9, at: 9, count: 9, from: "ann", key: null, kind: "text", ref },
    body: JSON.stringify({ text: "x", ...body }),
  });
  const told = async (one: StoredEntry) => {
    await storage.commit([{ rows: [row("DELETE FROM push_queue"), ...(await queued(storage, [one], 99))] }]);
    await spreadOut({ storage, commit: committing(storage) }, held);
    const found = await storage.query<{ person: string }>(
      row("SELECT d.person FROM push_queue q JOIN push_devices d ON d.id = q.device ORDER BY d.person"),
    );
    return found.map(({ person }) => person);
  };
  await storage.commit([
    { rows: [...makeConversation("g:crowd", [...SOME, ...crowd]), ...makeConversation("g:few", SOME)] },
    { rows: [...makeConversation("s:ann", ["ann"])] },
  ]);
  expect(await anyDevice(storage)).toBe(false);
  expect(await queued(storage, [entry("g:few", {}), entry("g:crowd", {})], 99)).toHaveLength(1);
  const num = "(SELECT num FROM conversations WHERE id = 'g:crowd')";
  const keep = (person: string, rule: "all" | "none") =>
    row(`INSERT INTO kept (person, conv, v, notify) SELECT ?, ${num}, 0, ?`, person, NOTIFY.indexOf(rule));
  const follows = (person: string) =>
    row(`INSERT INTO thread_people (conv, root, person, followed, read) SELECT ${num}, 3, ?, 1, 0`, person);
  await storage.commit([
    { rows: [...SOME.map(device), keep("bob", "all"), keep("fay", "none"), follows("dan"), follows("fay")] },
    {
      rows: [
        row(
          `INSERT INTO users (id, origin, role, name, color, settings, folded, barred, created, pos)
           VALUES ('eve', 'local', 'member', 'Eve', 0, ?, 'eve', 0, 0, 0)`,
          '{"notifyGroups":"all"}',
        ),
      ],
    },
  ]);
  expect(await anyDevice(storage)).toBe(true);
  expect(await told(entry("g:few", {}))).toEqual(["bob", "cleo", "dan", "eve", "fay"]);
  expect(await told(entry("g:crowd", {}))).toEqual(["bob", "eve"]);
  expect(await told(entry("g:crowd", { mentions: { users: ["cleo", "fay", "not-here"] } }))).toEqual([
    "bob",
    "cleo",
    "eve",
  ]);
  expect(await told(entry("g:crowd", { mentions: { all: true } }))).toEqual(["bob", "cleo", "dan", "eve"]);
  expect(await told(entry("g:crowd", {}, 3))).toEqual(["dan"]);
  expect(await told(entry("s:ann", {}))).toEqual([]);
  await storage.close();
});
