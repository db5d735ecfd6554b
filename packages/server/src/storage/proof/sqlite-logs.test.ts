import { expect, test } from "bun:test";
import { Database } from "bun:sqlite";
import { join } from "node:path";
import { temporaryFolder } from "@skein/testkit";
import { openSqliteInline } from "../sqlite/open.ts";
import { coreMigrations } from "../sqlite/schema.ts";
import { compareLogs } from "./compare.ts";
import { fill, proofContract, type LogsUnderTest } from "./contract.ts";
import { openLogs } from "./open-logs.ts";
import { sqliteLogs } from "./sqlite-logs.ts";

let now = 1_700_000_000_000;

async function underTest(): Promise<LogsUnderTest & { file: string }> {
  const folder = await temporaryFolder();
  const file = join(folder.path, "skein.db");
  const setting = { file, synchronous: "OFF", migrations: coreMigrations, epoch: "e1" } as const;
  const storage = openSqliteInline(setting, () => (now += 7));
  return {
    storage,
    file,
    async damage(sql) {
      using database = new Database(file);
      database.run(sql);
    },
    logs: async () => sqliteLogs(file),
    async clean() {
      await storage.close();
      await folder[Symbol.asyncDispose]();
    },
  };
}

proofContract("SQLite", underTest);

test("two stores are told apart where they first differ, whichever has less", async () => {
  const [one, other] = [await underTest(), await underTest()];
  try {
    const began = now;
    await fill(one.storage);
    now = began;
    await fill(other.storage);
    const differences = async () => {
      await using a = await one.logs();
      await using b = await other.logs();
      const found: string[] = [];
      await compareLogs(a, b, ({ conv, what }) => found.push(`${conv} ${what}`));
      return found;
    };
    expect(await differences()).toEqual([]);
    await one.damage("UPDATE entries SET digest = 'x' || digest WHERE seq >= 1234 AND conv = 2");
    await one.damage("UPDATE conversations SET id = 'g:y' WHERE id = 'g:z'");
    await other.damage("DELETE FROM entries WHERE conv = 1 AND seq > 2");
    await other.damage("UPDATE conversations SET size = 3 WHERE id = 'g:empty'");
    expect(await differences()).toEqual([
      "g:a ends at 5 in the first store and at 2 in the second",
      "g:b differs from seq 1234 on",
      "g:empty has 1 members in the first store and 3 in the second",
      "g:y is in the first store only",
      "g:z is in the second store only",
    ]);
  } finally {
    await one.clean();
    await other.clean();
  }
});

test("a store is found by its file and by its folder", async () => {
  const under = await underTest();
  try {
    for (const place of [under.file, join(under.file, "..")]) {
      await using logs = await openLogs(place);
      expect(await logs?.totals()).toEqual({ logs: 0, entries: 0 });
    }
    expect(await openLogs(join(under.file, "..", "none"))).toBeUndefined();
  } finally {
    await under.clean();
  }
});
