import { fileURLToPath } from "node:url";
import type { Config } from "../config.ts";
import { systemClock } from "../kit/clock.ts";
import type { Log } from "../kit/log.ts";
import { EXIT, StartFault, type StartFaultKind } from "../kit/start-fault.ts";

/** What a worker is told on its standard input, in one line; when that ends, its parent is gone or wants it to stop. */
export interface WorkerOrder {
  readonly config: Config;
  readonly hostSecret: string;
  /** Of the calls that the command line of this machine may make. */
  readonly secret: string;
}

/** What a worker says on its standard output once it serves. */
export interface WorkerReady {
  readonly port: number;
  readonly base: string;
}

const MAIN = fileURLToPath(new URL("../main.ts", import.meta.url));
/** How long to wait before a worker that died is started again, ms: twice as long each time, less again once one has lived. */
const AGAIN = { least: 500, most: 30_000, lived: 60_000 };

type Child = Bun.Subprocess<"pipe", "pipe", "inherit">;

/** Several processes that serve on one port, as nodes of a cluster. One that dies is started again. */
export class Workers {
  readonly #living = new Map<number, Child>();
  readonly #waiting = new Set<() => void>();
  #stopping = false;

  private constructor(
    private order: WorkerOrder,
    private readonly log: Log,
  ) {}

  /**
   * Starts them all; the first one finds the port where none was chosen.
   *
   * @throws StartFault when one of them does not start; it has said why
   */
  static async start(order: WorkerOrder, log: Log): Promise<WorkerReady & { close(): Promise<void> }> {
    const workers = new Workers(order, log);
    try {
      const ready = await workers.#launch();
      workers.order = { ...order, config: { ...order.config, port: ready.port } };
      for (let at = 1; at < order.config.workers; at++) await workers.#launch();
      return { ...ready, close: () => workers.#stop() };
    } catch (fault) {
      await workers.#stop();
      throw fault;
    }
  }

  /** Tells them to stop, as a signal would, and waits until they have. */
  async #stop(): Promise<void> {
    this.#stopping = true;
    for (const callOff of this.#waiting) callOff();
    const children = [...this.#living.values()];
    for (const child of children) await child.stdin.end();
    await Promise.all(children.map((child) => child.exited));
  }

  async #launch(): Promise<WorkerReady> {
    const child = Bun.spawn([process.execPath, MAIN, "worker"], { stdin: "pipe", stdout: "pipe", stderr: "inherit" });
    await child.stdin.write(`${JSON.stringify(this.order)}\n`);
    await child.stdin.flush();
    const line = await firstLine(child.stdout);
    if (line === undefined) {
      const code = await child.exited;
      const [kind = "fault"] = (Object.keys(EXIT) as StartFaultKind[]).filter((name) => EXIT[name] === code);
      throw new StartFault(kind, "", "");
    }
    this.#adopt(child.pid, child);
    return JSON.parse(line) as WorkerReady;
  }

  #adopt(pid: number, child: Child): void {
    const born = systemClock.now();
    this.#living.set(pid, child);
    child.exited.then(
      (code) => {
        this.#living.delete(pid);
        if (this.#stopping) return;
        this.log.error({ pid, code }, "a worker died; it is started again");
        this.#again(systemClock.now() - born > AGAIN.lived ? AGAIN.least : AGAIN.least * 2);
      },
      (fault: unknown) => {
        this.log.error({ err: fault, pid }, "a worker cannot be watched");
      },
    );
  }

  #again(wait: number): void {
    const callOff = systemClock.after(wait, () => {
      this.#waiting.delete(callOff);
      if (this.#stopping) return;
      this.#launch().catch((fault: unknown) => {
        this.log.error({ err: fault }, "a worker did not start again");
        this.#again(Math.min(AGAIN.most, wait * 2));
      });
    });
    this.#waiting.add(callOff);
  }
}

/** Undefined when it ends without one. */
async function firstLine(stream: ReadableStream<Uint8Array>): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of stream) {
    text += decoder.decode(chunk, { stream: true });
    if (text.includes("\n")) return text.slice(0, text.indexOf("\n"));
  }
  return undefined;
}
