import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const BUN = join(process.cwd(), "node_modules/.bin/bun");
const SKEIN = join(process.cwd(), "packages/server/src/main.ts");

/** Runs Bun and returns what it printed. */
export function bun(...args: string[]): string {
  return execFileSync(BUN, args, { encoding: "utf8" });
}

/** A server as people run it: a process of its own, with its data in a temporary folder. */
export class RealServer {
  readonly data = mkdtempSync(join(tmpdir(), "skein-sdk-"));
  private process: ChildProcess | undefined;
  private port = "0";

  /** @param settings further flags of `skein serve` */
  constructor(private readonly settings: readonly string[] = []) {}

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  /** Starts it, the second time on the port of the first. */
  async start(): Promise<void> {
    const flags = ["--data", this.data, "--port", this.port, ...this.settings];
    const server = spawn(BUN, [SKEIN, "serve", ...flags], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    this.process = server;
    for await (const line of createInterface({ input: server.stdout })) {
      const port = /http:\/\/localhost:(\d+)/.exec(line)?.[1];
      if (port === undefined) continue;
      this.port = port;
      server.stdout.resume();
      return;
    }
    throw new Error("The server did not start.");
  }

  /** Ends it in the middle of whatever it does. */
  async kill(): Promise<void> {
    const server = this.process;
    this.process = undefined;
    if (!server || server.exitCode !== null) return;
    const gone = once(server, "exit");
    server.kill("SIGKILL");
    await gone;
  }

  /** Adds a person and returns their id with a token. */
  person(login: string): { id: string; token: string } {
    const id = /Id\s+(\S+)/.exec(bun(SKEIN, "user", "add", login, "--name", login, "--data", this.data))?.[1] ?? "";
    return { id, token: bun(SKEIN, "token", login, "--data", this.data).trim() };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    rmSync(this.data, { recursive: true, force: true });
  }
}
