import { SQL } from "bun";
import { PostgresServer, type PostgresOptions } from "./postgres-server.ts";

/** A PostgreSQL of one's own, on loopback. */
export interface TestPostgres extends AsyncDisposable {
  /** Of its superuser, in the database `postgres`. */
  readonly url: string;
  /** A database of one's own, empty or a copy of another one; goes when it is disposed of. */
  database(template?: string): Promise<TestDatabase>;
}

export interface TestDatabase extends AsyncDisposable {
  readonly name: string;
  readonly url: string;
}

/**
 * Starts a {@link PostgresServer} that gives out databases.
 *
 * @example
 * await using postgres = await launchPostgres();
 * await using database = await postgres.database();
 * const sql = new SQL(database.url);
 */
export async function launchPostgres(options: PostgresOptions = {}): Promise<TestPostgres> {
  const server = await PostgresServer.start(options);
  const sql = new SQL({ url: server.url(), max: 2 });
  let made = 0;
  return {
    url: server.url(),
    async database(template = "template1") {
      made += 1;
      const name = `test_${made}`;
      await sql.unsafe(`CREATE DATABASE ${name} TEMPLATE ${template}`);
      return {
        name,
        url: server.url(name),
        [Symbol.asyncDispose]: async () => {
          await sql.unsafe(`DROP DATABASE ${name} WITH (FORCE)`);
        },
      };
    },
    async [Symbol.asyncDispose]() {
      await sql.close();
      await server[Symbol.asyncDispose]();
    },
  };
}
