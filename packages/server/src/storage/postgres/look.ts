import { SQL } from "bun";
import type { Migration } from "../migration.ts";
import { requireWhole } from "../transfer/half-moved.ts";
import { NewerDatabase } from "../newer-database.ts";
import { examine } from "./open.ts";

/** What can be known of a database without changing anything. */
export interface Look {
  /** As PostgreSQL tells it: `15.8 (Debian …)`. */
  readonly version: string;
  /** Steps of the shape that were not taken yet: the first start takes them. */
  readonly missing: number;
  /** Whether it takes no writes: a standby, or one that was set so. */
  readonly readOnly: boolean;
  readonly synchronousCommit: string;
  readonly fsync: boolean;
  /** Connections that all together may hold; those kept for superusers are not counted. */
  readonly connections: number;
}

const ASK = `
  SELECT current_setting('server_version') AS version, current_setting('synchronous_commit') AS "synchronousCommit",
         current_setting('fsync') = 'on' AS fsync, to_regclass('migrations') IS NOT NULL AS shaped,
         pg_is_in_recovery() OR current_setting('default_transaction_read_only') = 'on' AS "readOnly",
         current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int AS connections`;

/** s */
const PATIENCE = 5;

/**
 * Looks at a database that a node would serve from.
 *
 * @throws what opening it would: it cannot be reached, is none for a store, was used with a newer version, is half moved
 */
export async function lookAtPostgres(url: string, migrations: readonly Migration[]): Promise<Look> {
  const sql = new SQL({ url, max: 1, connectionTimeout: PATIENCE, connection: { application_name: "skein doctor" } });
  try {
    await examine({ rows: async <Row>(text: string) => [...(await sql.unsafe<Row[]>(text))] });
    const [row] = await sql.unsafe<(Omit<Look, "missing"> & { shaped: boolean })[]>(ASK);
    if (!row) throw new Error("the database answered nothing");
    const { shaped, ...look } = row;
    const done = shaped ? (await sql.unsafe<{ id: string }[]>("SELECT id FROM migrations")).map(({ id }) => id) : [];
    const known = migrations.map(({ id }) => id);
    const unknown = done.filter((id) => !known.includes(id));
    if (unknown.length > 0) throw new NewerDatabase(unknown);
    await requireWhole(sql);
    return { ...look, missing: known.length - done.length };
  } finally {
    await sql.close({ timeout: 0 });
  }
}
