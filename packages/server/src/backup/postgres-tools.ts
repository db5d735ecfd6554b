import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Where Debian keeps the programs of all versions. */
const DEBIAN = "/usr/lib/postgresql";

/** A program of PostgreSQL is missing, or did not do what it was asked for; the message is its own. */
export class PostgresToolFault extends Error {
  override readonly name = "PostgresToolFault";
}

/** A database, and the environment that programs which work on it start from. */
export interface PostgresPlace {
  readonly url: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** `pg_dump` or `pg_restore`, of the newest version that is installed. */
function find(name: string): string {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  const places = [...versions.map((version) => join(DEBIAN, version, "bin", name)), Bun.which(name) ?? ""];
  const found = places.find((place) => place !== "" && existsSync(place));
  if (found === undefined)
    throw new PostgresToolFault(`There is no ${name} here. Install PostgreSQL's client programs (postgresql-client).`);
  return found;
}

/**
 * Runs a program of PostgreSQL on a database. The password goes by the environment, where other users do not see it.
 *
 * @param on the database, and the environment that the program starts from; none where it needs no database
 * @returns what it printed
 * @throws PostgresToolFault with what it complained of
 */
export async function postgresTool(
  name: "pg_dump" | "pg_restore",
  args: readonly string[],
  on?: PostgresPlace,
): Promise<string> {
  const at = on && new URL(on.url);
  const password = decodeURIComponent(at?.password ?? "");
  if (at) at.password = "";
  const database = at ? [`--dbname=${at.href}`] : [];
  const child = Bun.spawn([find(name), ...database, ...args], {
    ...(on && { env: { ...on.environment, ...(password !== "" && { PGPASSWORD: password }) } }),
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  const [out, err, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  if (code !== 0) throw new PostgresToolFault(err.trim().replace(/^pg_\w+: (error: )?/, ""));
  return out;
}
