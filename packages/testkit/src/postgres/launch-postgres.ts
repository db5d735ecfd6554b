import { randomBytes } from "node:crypto";
import { mkdtemp, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SQL } from "bun";
import { postgresBinaries } from "./binaries.ts";
import { handOver, unprivileged } from "./unprivileged.ts";

export interface PostgresOptions {
  /** Whether it waits for the disk; without, it is for tests in which no machine dies. */
  readonly fsync?: boolean;
  /** Further settings of the server. */
  readonly settings?: Readonly<Record<string, string>>;
}

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

/** A deadlock is seen soon, and vacuum comes often: what takes a while elsewhere happens within a test. */
const QUICK = { fsync: "off", full_page_writes: "off", autovacuum_naptime: "5s", deadlock_timeout: "50ms" };

/**
 * Starts a PostgreSQL in a folder of its own. It ends, and its folder goes, when it is disposed of or when this process ends,
 * however that happens: it listens to a pipe that then breaks.
 *
 * @throws Error where PostgreSQL is not installed, or does not start
 * @example
 * await using postgres = await launchPostgres();
 * await using database = await postgres.database();
 * const sql = new SQL(database.url);
 */
export async function launchPostgres({ fsync = false, settings = {} }: PostgresOptions = {}): Promise<TestPostgres> {
  const binaries = postgresBinaries();
  if (binaries === undefined) throw new Error("PostgreSQL is not installed");
  const folder = await mkdtemp(join(tmpdir(), "skein-postgres-"));
  const secret = randomBytes(12).toString("hex");
  await writeFile(join(folder, "secret"), secret, { mode: 0o644 });
  await handOver(folder);
  const data = join(folder, "data");
  const login = ["-U", "skein", "--auth=scram-sha-256", `--pwfile=${join(folder, "secret")}`];
  await run([join(binaries, "initdb"), "-D", data, ...login, "-E", "UTF8", "--locale=C", "--no-sync"]);

  const port = await freePort();
  const all = {
    listen_addresses: "127.0.0.1",
    port: String(port),
    unix_socket_directories: folder,
    max_connections: "150",
    ...(fsync ? {} : QUICK),
    ...settings,
  };
  const options = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  // the shell becomes the server, and beside it something reads what never comes: when that pipe breaks, the server is told to end
  // and its folder is removed
  const watch = `cat <&3; kill -INT $$; while kill -0 $$; do sleep 0.1; done; until rm -rf '${folder}'; do sleep 0.1; done`;
  const keeper = `exec 3<&0; { ${watch}; } > /dev/null 2>&1 & exec "$@" 3<&- < /dev/null`;
  const command = ["sh", "-c", keeper, "sh", join(binaries, "postgres"), "-D", data, ...options];
  const server = Bun.spawn(unprivileged(command), { stdin: "pipe", stdout: "ignore", stderr: "pipe" });
  await started(server.stderr);

  const url = (database: string) => `postgres://skein:${secret}@127.0.0.1:${port}/${database}`;
  const sql = new SQL({ url: url("postgres"), max: 2 });
  let made = 0;
  return {
    url: url("postgres"),
    async database(template = "template1") {
      made += 1;
      const name = `test_${made}`;
      await sql.unsafe(`CREATE DATABASE ${name} TEMPLATE ${template}`);
      return {
        name,
        url: url(name),
        [Symbol.asyncDispose]: async () => {
          await sql.unsafe(`DROP DATABASE ${name} WITH (FORCE)`);
        },
      };
    },
    async [Symbol.asyncDispose]() {
      await sql.close();
      await server.stdin.end();
      await server.exited;
    },
  };
}

async function run(command: readonly string[]): Promise<void> {
  const process = Bun.spawn(unprivileged(command), { stdout: "pipe", stderr: "pipe", cwd: "/" });
  const output = await Promise.all([process.stdout, process.stderr].map((stream) => new Response(stream).text()));
  if ((await process.exited) !== 0) throw new Error(`${command[0] ?? ""} failed\n${output.join("")}`);
}

/** Reads what it says until it is ready; what it says later is read and thrown away, so that it never blocks. */
async function started(says: ReadableStream<Uint8Array>): Promise<void> {
  const reader = says.getReader();
  const decoder = new TextDecoder();
  let said = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) throw new Error(`PostgreSQL did not start\n${said}`);
    said += decoder.decode(value, { stream: true });
    if (said.includes("ready to accept connections")) break;
  }
  const drain = async (): Promise<void> => {
    while (!(await reader.read()).done);
  };
  drain().catch(() => undefined);
}

/** A port that nobody listens on right now. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => {
        if (address === null || typeof address === "string") reject(new Error("no port"));
        else resolve(address.port);
      });
    });
  });
}
