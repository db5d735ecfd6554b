import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../server/free-port.ts";
import { postgresBinaries } from "./binaries.ts";
import { handOver, unprivileged } from "./unprivileged.ts";

export interface PostgresOptions {
  /** Whether it waits for the disk; without, it is for tests in which no machine dies. */
  readonly fsync?: boolean;
  /** Further settings of the server. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** A deadlock is seen soon, and vacuum comes often: what takes a while elsewhere happens within a test. */
const QUICK = { fsync: "off", full_page_writes: "off", autovacuum_naptime: "5s", deadlock_timeout: "50ms" };

/** Removes the folder when the pipe breaks, once nobody serves from it any more. */
const KEEPER = `cat > /dev/null
while kill -0 "$(head -n 1 "$0/data/postmaster.pid" 2> /dev/null)" 2> /dev/null; do sleep 0.05; done; rm -rf "$0"`;

/** Runs the server, and ends it with its children when the pipe breaks; they may be paused. Ends when it ends. */
const RUNNER = `exec 3<&0
"$@" 3<&- & server=$!
(cat <&3 > /dev/null; pkill -CONT -P $server; kill -CONT $server; kill -INT $server) 2> /dev/null & watch=$!
exec 3<&-
wait $server; pkill -P $watch; kill $watch 2> /dev/null`;

/** What a start says when the processes of one that was killed have not all gone yet. */
const STILL_THERE = /still in use|another postmaster/;
const PAUSE_MS = 50;

type Child = Bun.Subprocess<"pipe", "ignore", "pipe">;

/**
 * A PostgreSQL of one's own on loopback, which can be killed, paused and started again on the same folder and port. It ends, and its
 * folder goes, when it is disposed of or when this process ends, however that happens: it listens to a pipe that then breaks.
 *
 * @throws Error where PostgreSQL is not installed, or does not start
 * @example
 * await using postgres = await PostgresServer.start({ fsync: true });
 * await postgres.kill("SIGKILL");
 * await postgres.restart();
 */
export class PostgresServer implements AsyncDisposable {
  #child: Child | undefined;
  #paused: readonly number[] = [];

  private constructor(
    readonly port: number,
    private readonly folder: string,
    private readonly secret: string,
    private readonly command: readonly string[],
    private readonly keeper: Bun.Subprocess<"pipe", "ignore", "ignore">,
  ) {}

  static async start({ fsync = false, settings = {} }: PostgresOptions = {}): Promise<PostgresServer> {
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
    const keeper = Bun.spawn(unprivileged(["sh", "-c", KEEPER, folder]), {
      stdin: "pipe",
      stdout: "ignore",
      stderr: "ignore",
    });
    const server = new PostgresServer(
      port,
      folder,
      secret,
      [join(binaries, "postgres"), "-D", data, ...options],
      keeper,
    );
    await server.restart();
    return server;
  }

  /** Of its superuser. */
  url(database = "postgres"): string {
    return `postgres://skein:${this.secret}@127.0.0.1:${this.port}/${database}`;
  }

  get running(): boolean {
    return this.#child !== undefined;
  }

  /** Starts it again on the same folder and port; resolves once it serves. */
  async restart(): Promise<void> {
    if (this.#child) throw new Error("PostgreSQL is running");
    for (;;) {
      const child = Bun.spawn(unprivileged(["sh", "-c", RUNNER, "sh", ...this.command]), {
        stdin: "pipe",
        stdout: "ignore",
        stderr: "pipe",
      });
      const refusal = await started(child.stderr);
      if (refusal === undefined) {
        this.#child = child;
        return;
      }
      await child.exited;
      if (!STILL_THERE.test(refusal)) throw new Error(`PostgreSQL did not start\n${refusal}`);
      await Bun.sleep(PAUSE_MS);
    }
  }

  /**
   * Sends a signal to the first of its processes, and resolves once that is gone: SIGKILL and SIGQUIT are crashes, after which it
   * recovers from its log; SIGINT is the usual end.
   */
  async kill(signal: "SIGKILL" | "SIGQUIT" | "SIGINT"): Promise<void> {
    const child = this.#running();
    this.resume();
    process.kill(this.#pid(), signal);
    await child.exited;
    this.#child = undefined;
  }

  /** All its processes stand still, with all their connections open. */
  pause(): void {
    this.#running();
    const first = this.#pid();
    // first the one that makes the others
    process.kill(first, "SIGSTOP");
    const others = readFileSync(`/proc/${first}/task/${first}/children`, "utf8").trim().split(" ").map(Number);
    this.#paused = [first, ...others];
    for (const pid of this.#paused) signal(pid, "SIGSTOP");
  }

  /** They go on after a pause. */
  resume(): void {
    for (const pid of this.#paused) signal(pid, "SIGCONT");
    this.#paused = [];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child) await this.kill("SIGINT");
    await this.keeper.stdin.end();
    await this.keeper.exited;
  }

  #running(): Child {
    if (!this.#child) throw new Error("PostgreSQL is not running");
    return this.#child;
  }

  #pid(): number {
    return Number(readFileSync(join(this.folder, "data", "postmaster.pid"), "utf8").split("\n")[0]);
  }
}

/** One of its processes may have ended meanwhile. */
function signal(pid: number, name: "SIGSTOP" | "SIGCONT"): void {
  try {
    process.kill(pid, name);
  } catch (fault) {
    if (!(fault instanceof Error && "code" in fault && fault.code === "ESRCH")) throw fault;
  }
}

async function run(command: readonly string[]): Promise<void> {
  const process = Bun.spawn(unprivileged(command), { stdout: "pipe", stderr: "pipe", cwd: "/" });
  const output = await Promise.all([process.stdout, process.stderr].map((stream) => new Response(stream).text()));
  if ((await process.exited) !== 0) throw new Error(`${command[0] ?? ""} failed\n${output.join("")}`);
}

/** Reads what it says until it is ready, and then throws it away, so that it never blocks; answers what it said when it ended instead. */
async function started(says: ReadableStream<Uint8Array>): Promise<string | undefined> {
  const reader = says.getReader();
  const decoder = new TextDecoder();
  let said = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return said;
    said += decoder.decode(value, { stream: true });
    if (said.includes("ready to accept connections")) break;
  }
  const drain = async (): Promise<void> => {
    while (!(await reader.read()).done);
  };
  drain().catch(() => undefined);
  return undefined;
}
