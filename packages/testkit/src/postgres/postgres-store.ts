import { openPostgres, postgresCore, type PostgresSetting, type Storage } from "@skein/server";
import { SQL } from "bun";
import { sharedPostgres } from "./shared-postgres.ts";

/** An empty store on PostgreSQL, which any number of nodes may open; goes when it is disposed of. */
export interface PostgresStore extends AsyncDisposable {
  readonly url: string;
  /** Opens it as one node does. Whoever opens it closes it. */
  open(setting?: Partial<PostgresSetting>): Promise<Storage>;
  /** Statements by hand, past all that keeps the store whole. */
  readonly sql: SQL;
}

/**
 * @example
 * await using store = await postgresStore();
 * const node = await store.open();
 */
export async function postgresStore(): Promise<PostgresStore> {
  const database = await (await sharedPostgres()).database();
  const sql = new SQL({ url: database.url, max: 20 });
  return {
    url: database.url,
    sql,
    open: (setting = {}) => openPostgres({ url: database.url, migrations: postgresCore, epoch: "e1", ...setting }),
    async [Symbol.asyncDispose]() {
      await sql.close({ timeout: 0 });
      await database[Symbol.asyncDispose]();
    },
  };
}
