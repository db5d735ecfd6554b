import { join } from "node:path";
import type { Config } from "../config.ts";
import { newId, type RandomBytes } from "../kit/id.ts";
import { accountMigrations } from "../module/account/index.ts";
import { openSqlite } from "../storage/sqlite/open.ts";
import { coreMigrations } from "../storage/sqlite/schema.ts";
import type { Storage } from "../storage/storage.ts";

/** All steps of the database's shape, in order. */
export const migrations = [...coreMigrations, ...accountMigrations];

/** Opens what keeps everything. */
export function openStore(config: Config, random: RandomBytes): Promise<Storage> {
  return openSqlite({
    file: join(config.data, "skein.db"),
    synchronous: "FULL",
    migrations,
    epoch: newId(random).slice(0, 8),
  });
}
