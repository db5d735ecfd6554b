import { fileURLToPath } from "node:url";
import { configWith, createCore, createLog } from "@skein/server";
import { WireClient } from "../wire/wire-client.ts";
import { peopleOf, type TestPeople, type TestPerson } from "./people.ts";
import { freePort } from "./free-port.ts";
import { temporaryFolder, type TemporaryFolder } from "./temporary-folder.ts";
import { tied } from "./tied.ts";

/** The program itself, beside the server package's own door; the suite brings it in one file, which starts sooner. */
const MAIN = Bun.env["SKEIN_TEST_PROGRAM"] ?? fileURLToPath(import.meta.resolve("../../../server/src/main.ts"));
/** What it prints last when it serves. */
const READY = "Ctrl-C stops it.";

type Child = Bun.Subprocess<"ignore", "pipe", "pipe">;

/**
 * The real program in a process of its own, on loopback, which can be killed and started again on the same folder and port.
 *
 * @example
 * await using server = await SpawnedServer.create(({ person }) => Promise.all([person("Ann"), person("Bob")]));
 * await server.start();
 * await server.kill("SIGKILL");
 * await server.start();
 */
export class SpawnedServer<People = readonly TestPerson[]> implements AsyncDisposable {
  #child: Child | undefined;
  #port = 0;
  #said = "";
  #paused = false;

  private constructor(
    /** Whom its first start finds. */
    readonly people: People,
    private readonly folder: TemporaryFolder,
    private readonly flags: readonly string[],
  ) {}

  /**
   * A folder with people in it; nothing is started yet.
   *
   * @param settle makes the people, before the program ever runs
   * @param flags of `skein serve` beside `--data` and `--port`
   */
  static async create<People>(
    settle: (people: TestPeople) => Promise<People>,
    flags: readonly string[] = [],
  ): Promise<SpawnedServer<People>> {
    const folder = await temporaryFolder();
    const core = await createCore(configWith({ data: folder.path }), { log: createLog("silent") });
    const people = await settle(peopleOf(() => core));
    await core.close();
    return new SpawnedServer(people, folder, flags);
  }

  /**
   * One of several that keep nothing in their folders; nothing is started yet. Its port is known before, and stays its own while it is down.
   *
   * @param flags of `skein serve` that say where everything is kept
   */
  static async node(flags: readonly string[]): Promise<SpawnedServer<undefined>> {
    const server = new SpawnedServer(undefined, await temporaryFolder(), flags);
    server.#port = await freePort();
    return server;
  }

  /** Base URL; the same after each start. */
  get url(): string {
    if (this.#port === 0) throw new Error("it was never started");
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Its data folder. */
  get data(): string {
    return this.folder.path;
  }

  /** What it printed at its last start. */
  get said(): string {
    return this.#said;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Whether it runs and is not paused. */
  get lively(): boolean {
    return this.#child !== undefined && !this.#paused;
  }

  /** Starts the program and resolves once it serves. Rejects with what it said when it ends instead. */
  async start(): Promise<void> {
    if (this.#child) throw new Error("it is running");
    const settings = ["--data", this.folder.path, "--port", String(this.#port), "--log-level", "error", ...this.flags];
    const child = Bun.spawn(tied([process.execPath, MAIN, "serve", ...settings]), {
      env: withoutSettings(process.env),
      stdin: "ignore",
      stdout: "pipe",
      stderr: "pipe",
    });
    this.#child = child;
    const said = await untilReady(child);
    if (!said.includes(READY)) {
      this.#child = undefined;
      const why = await new Response(child.stderr).text();
      throw new NotStarted(await child.exited, `${said}\n${why}`);
    }
    // what it complains of is of interest to whoever reads a failed test, and must not fill the pipe either
    passOn(child.stderr).catch(() => undefined);
    this.#said = said;
    this.#port = Number(/Open\s+http:\/\/[^\s:]+:(\d+)/.exec(said)?.[1] ?? this.#port);
  }

  /** Sends a signal and resolves to the exit code once the process is gone. */
  async kill(signal: "SIGKILL" | "SIGTERM" | "SIGINT"): Promise<number> {
    const child = this.#child;
    if (!child) throw new Error("it is not running");
    child.kill(signal);
    const code = await child.exited;
    this.#child = undefined;
    this.#paused = false;
    return code;
  }

  /** It stands still, with all its connections open. */
  pause(): void {
    this.#child?.kill("SIGSTOP");
    this.#paused = true;
  }

  /** It goes on after a pause. */
  resume(): void {
    this.#child?.kill("SIGCONT");
    this.#paused = false;
  }

  /** A client by hand over a real WebSocket, past its hello. */
  connect(token: string, cursor?: string): ReturnType<typeof WireClient.connect> {
    return WireClient.connect({ url: this.url, token, cursor });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child) await this.kill("SIGKILL");
    await this.folder[Symbol.asyncDispose]();
  }
}

/** It ended instead of serving. */
export class NotStarted extends Error {
  override readonly name = "NotStarted";

  constructor(
    /** Its exit code. */
    readonly code: number,
    /** All that it said. */
    readonly said: string,
  ) {
    super(`the server did not start: ${said}`);
  }
}

async function passOn(stream: ReadableStream<Uint8Array>): Promise<void> {
  const wanted = Bun.env["SKEIN_TEST_LOG"] !== undefined;
  for await (const piece of stream) if (wanted) process.stderr.write(piece);
}

/** What it printed until it was ready, or until it ended. */
async function untilReady(child: Child): Promise<string> {
  const decoder = new TextDecoder();
  let said = "";
  const reader = child.stdout.getReader();
  while (!said.includes(READY)) {
    const { done, value } = await reader.read();
    if (done) break;
    said += decoder.decode(value, { stream: true });
  }
  // what it says later is of no interest, and must not fill the pipe
  reader.releaseLock();
  return said;
}

/** Settings of whoever runs the tests do not count. */
function withoutSettings(environment: NodeJS.ProcessEnv): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith("SKEIN_")));
}
