import { chmodSync, openSync, readSync, closeSync, renameSync, rmSync } from "node:fs";
import { type PostgresPlace, postgresTool } from "./postgres-tools.ts";

/** What an archive of `pg_dump` begins with. */
const MAGIC = "PGDMP";

/**
 * Writes the whole database as it is at one moment, while nodes write to it: an archive of `pg_dump`, compressed. It gets its name
 * once it is whole and its list of contents was read back.
 *
 * @throws PostgresToolFault with what PostgreSQL's programs complained of
 */
export async function dumpPostgres(place: PostgresPlace, target: string): Promise<void> {
  const part = `${target}.part`;
  try {
    await postgresTool("pg_dump", ["--format=custom", "--no-owner", "--no-privileges", `--file=${part}`], place);
    chmodSync(part, 0o600);
    await postgresTool("pg_restore", ["--list", part]);
    renameSync(part, target);
  } finally {
    rmSync(part, { force: true });
  }
}

/** Puts such an archive into an empty database: all of it or nothing. */
export async function restorePostgres(archive: string, place: PostgresPlace): Promise<void> {
  const whole = ["--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error"];
  await postgresTool("pg_restore", [...whole, archive], place);
}

/** Whether a file is an archive of `pg_dump`. */
export function isPostgresArchive(file: string): boolean {
  const handle = openSync(file, "r");
  try {
    const head = Buffer.alloc(MAGIC.length);
    readSync(handle, head, 0, MAGIC.length, 0);
    return head.toString("latin1") === MAGIC;
  } finally {
    closeSync(handle);
  }
}
