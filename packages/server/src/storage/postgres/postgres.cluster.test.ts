import { hasPostgres, sharedPostgres } from "@skein/testkit";
import { storageContract, type StorageUnderTest } from "../contract.ts";
import { openPostgres } from "./open.ts";
import { postgresCore } from "./schema.ts";

async function underTest(): Promise<StorageUnderTest> {
  const database = await (await sharedPostgres()).database();
  return {
    open: () => openPostgres({ url: database.url, migrations: postgresCore, epoch: "e1" }),
    clean: async () => {
      await database[Symbol.asyncDispose]();
    },
  };
}

if (hasPostgres) storageContract("PostgreSQL", underTest);
