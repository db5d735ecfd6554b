import type { SQL } from "bun";

/** Where a store comes from that was moved here, and whether all of it is here. */
export const MOVED = `
  CREATE TABLE moved_from (epoch text NOT NULL, pos bigint NOT NULL, begun bigint NOT NULL, finished bigint)`;

/** How far each of its tables is: the key of the last row that is here, as JSON, and how many rows. */
export const MOVED_TABLES = `
  CREATE TABLE moved_tables (name text PRIMARY KEY, last text, rows bigint NOT NULL DEFAULT 0)`;

/** The database holds part of a store that is being moved into it: nobody may serve from it. */
class HalfMoved extends Error {
  override readonly name = "HalfMoved";

  constructor() {
    super("Run `skein migrate` on the old data folder again: it goes on where it was stopped.");
  }
}

/** @throws HalfMoved when a store was begun to be moved here and is not all here */
export async function requireWhole(sql: SQL): Promise<void> {
  const [table] = await sql.unsafe<{ there: boolean }[]>("SELECT to_regclass('moved_from') IS NOT NULL AS there");
  if (!table?.there) return;
  const half = await sql.unsafe<unknown[]>("SELECT 1 FROM moved_from WHERE finished IS NULL");
  if (half.length > 0) throw new HalfMoved();
}
