import { SQL } from "bun";
import { systemClock } from "../../kit/clock.ts";
import { pause } from "../../kit/pause.ts";
import type { Migration } from "../migration.ts";
import { NewerDatabase } from "../newer-database.ts";
import { requireWhole } from "../transfer/half-moved.ts";
import { isLockTimeout, isPassing } from "./fault.ts";

/** Who holds it changes the shape of the database; a number that nothing else is likely to use. */
export const SHAPE_LOCK = 0x5ce1_0001;

/** Ms that a step waits for a lock: whoever wants the same table waits behind it for so long, and no longer. */
const PATIENCE = 500;
/** Tries, with a pause between them that grows up to a second. */
const TRIES = 60;

/**
 * Walks the database through the steps it has not taken yet, all of them or none. Nodes that start at the same time take turns, and
 * nodes of the version before may go on serving.
 *
 * @param half of whoever moves a store here: also where only part of it is there yet
 * @throws NewerDatabase when it has steps that are not known here; HalfMoved when it holds part of a store
 */
export async function migrate(
  url: string,
  migrations: readonly Migration[],
  epoch: string,
  half?: "half moved",
): Promise<void> {
  await using sql = new SQL({ url, max: 1, connection: { application_name: "skein" } });
  for (let tries = 1; ; tries++) {
    try {
      await sql.begin((transaction) => walk(transaction, migrations, epoch, half));
      return;
    } catch (fault) {
      if (tries === TRIES || !(isLockTimeout(fault) || isPassing(fault))) throw fault;
      await pause(Math.min(1000, 50 * tries));
    }
  }
}

async function walk(sql: SQL, migrations: readonly Migration[], epoch: string, half?: "half moved"): Promise<void> {
  await sql.unsafe(`SET LOCAL lock_timeout = ${PATIENCE}`);
  await sql.unsafe(`SELECT pg_advisory_xact_lock(${SHAPE_LOCK})`);
  if (half === undefined) await requireWhole(sql);
  await sql.unsafe("CREATE TABLE IF NOT EXISTS migrations (id text PRIMARY KEY, at bigint NOT NULL)");
  const done = new Set((await sql.unsafe<{ id: string }[]>("SELECT id FROM migrations")).map(({ id }) => id));
  const known = new Set(migrations.map(({ id }) => id));
  const unknown = [...done].filter((id) => !known.has(id));
  if (unknown.length > 0) throw new NewerDatabase(unknown);
  for (const step of migrations) {
    if (done.has(step.id)) continue;
    for (const statement of step.up) await sql.unsafe(statement);
    await sql.unsafe("INSERT INTO migrations (id, at) VALUES ($1, $2)", [step.id, systemClock.now()]);
  }
  await sql.unsafe("INSERT INTO store (epoch) SELECT $1 WHERE NOT EXISTS (SELECT 1 FROM store)", [epoch]);
}
