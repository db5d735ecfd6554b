import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Logs } from "./logs.ts";
import { postgresLogs } from "./postgres-logs.ts";
import { sqliteLogs } from "./sqlite-logs.ts";

/** Whether it names a database of PostgreSQL rather than a file or folder. */
export const isPostgres = (place: string): boolean => /^postgres(ql)?:\/\//.test(place);

/** The logs of a store by where it is: a database of PostgreSQL, a file of SQLite, or the folder of one; undefined where there is none. */
export async function openLogs(place: string): Promise<Logs | undefined> {
  if (isPostgres(place)) return postgresLogs(place);
  const file = existsSync(place) && statSync(place).isDirectory() ? join(place, "skein.db") : place;
  return existsSync(file) ? sqliteLogs(file) : undefined;
}
