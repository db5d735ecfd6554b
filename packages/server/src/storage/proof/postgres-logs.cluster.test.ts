import { SQL } from "bun";
import { hasPostgres, sharedPostgres } from "@skein/testkit";
import { openPostgres } from "../postgres/open.ts";
import { postgresCore } from "../postgres/schema.ts";
import { proofContract, type LogsUnderTest } from "./contract.ts";
import { postgresLogs } from "./postgres-logs.ts";

async function underTest(): Promise<LogsUnderTest> {
  const database = await (await sharedPostgres()).database();
  const storage = await openPostgres({ url: database.url, migrations: postgresCore, epoch: "e1" });
  return {
    storage,
    async damage(sql) {
      await using connection = new SQL({ url: database.url, max: 1 });
      await connection.unsafe(sql);
    },
    logs: () => postgresLogs(database.url),
    async clean() {
      await storage.close();
      await database[Symbol.asyncDispose]();
    },
  };
}

if (hasPostgres) proofContract("PostgreSQL", underTest);
