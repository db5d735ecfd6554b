import { join } from "node:path";
import { freePort } from "../server/free-port.ts";
import { temporaryFolder, type TemporaryFolder } from "../server/temporary-folder.ts";
import { tied } from "../server/tied.ts";

/** Where Debian's package puts it. */
const PROGRAM = "/usr/sbin/nats-server";
/** What it says once it serves. */
const READY = "Server is ready";
const TRIES = 20;

type Child = Bun.Subprocess<"ignore", "ignore", "pipe">;

/**
 * A private NATS on loopback, which can be killed, paused and started again on the same port.
 *
 * @example
 * await using nats = await NatsServer.start();
 * const bus = await openNats({ url: nats.url, … });
 * await nats.kill("SIGKILL");
 * await nats.restart();
 */
export class NatsServer implements AsyncDisposable {
  #child: Child | undefined;

  private constructor(
    readonly port: number,
    private readonly folder: TemporaryFolder,
  ) {}

  /** @param settings lines of its configuration file, such as `max_payload: 1KB` */
  static async start(settings = ""): Promise<NatsServer> {
    const folder = await temporaryFolder();
    try {
      for (let tried = 0; tried < TRIES; tried++) {
        const server = new NatsServer(await freePort(), folder);
        if (await server.#launch(settings)) return server;
      }
      throw new Error("no port was free for NATS");
    } catch (fault) {
      await folder[Symbol.asyncDispose]();
      throw fault;
    }
  }

  get running(): boolean {
    return this.#child !== undefined;
  }

  /** Without a login. */
  get url(): string {
    return `nats://127.0.0.1:${this.port}`;
  }

  get pid(): number {
    return this.#running().pid;
  }

  /** Sends a signal, and resolves once the process is gone. */
  async kill(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    const child = this.#running();
    child.kill(signal);
    await child.exited;
    this.#child = undefined;
  }

  /** It stands still, with all its connections open. */
  pause(): void {
    this.#running().kill("SIGSTOP");
  }

  /** It goes on after a pause. */
  resume(): void {
    this.#running().kill("SIGCONT");
  }

  /** Starts again on the same port; resolves once it serves. */
  async restart(settings = ""): Promise<void> {
    if (this.#child) throw new Error("NATS is running");
    if (!(await this.#launch(settings))) throw new Error(`somebody took port ${this.port} of NATS`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child) await this.kill("SIGKILL");
    await this.folder[Symbol.asyncDispose]();
  }

  #running(): Child {
    if (!this.#child) throw new Error("NATS is not running");
    return this.#child;
  }

  /** @returns false when the port is taken */
  async #launch(settings: string): Promise<boolean> {
    const file = join(this.folder.path, "nats.conf");
    await Bun.write(file, `listen: "127.0.0.1:${this.port}"\n${settings}\n`);
    const child = Bun.spawn(tied([PROGRAM, "--config", file]), { stdin: "ignore", stdout: "ignore", stderr: "pipe" });
    const said = await untilReady(child.stderr);
    if (said.includes(READY)) {
      this.#child = child;
      return true;
    }
    await child.exited;
    if (said.includes("address already in use")) return false;
    throw new Error(`NATS did not start: ${said}`);
  }
}

/** What it said until it was ready, or until it ended. It says little later, which the pipe holds. */
async function untilReady(stream: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  const reader = stream.getReader();
  let said = "";
  while (!said.includes(READY)) {
    const { done, value } = await reader.read();
    if (done) break;
    said += decoder.decode(value, { stream: true });
  }
  reader.releaseLock();
  return said;
}
