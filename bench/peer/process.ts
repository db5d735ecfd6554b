import { join } from "node:path";

const READY = /^ready (.*)/;
const READY_WITHIN = 120_000;
const STOP_WITHIN = 10_000;

export interface Child {
  readonly pid: number;
  /** What the line said with which the server told that it is ready. */
  readonly said: string;
  stop(): Promise<void>;
}

export interface Command {
  readonly run: readonly string[];
  readonly env?: Record<string, string>;
  readonly cwd?: string;
  /** A line that says that it is ready; what its group holds is said. `ready <…>` when absent. */
  readonly ready?: RegExp;
}

/** The path of a file of this package, from its folder. */
export function inBench(...parts: string[]): string {
  return join(import.meta.dir, "..", ...parts);
}

/** Whether whoever runs the benchmark wants to know where the time goes. */
export const PROFILING = process.env["BENCH_PROFILE"] !== undefined;

/** The program that runs a script; with `BENCH_PROFILE` its profile is left in `results/`. */
export function profiled(): string[] {
  return [process.execPath, ...(PROFILING ? ["--cpu-prof", "--cpu-prof-dir", inBench("results")] : [])];
}

/**
 * Starts a server in a process of its own and waits for the line on standard output with which it says that it is ready.
 * What it prints on standard error goes to ours, so that a peer that fails says why.
 */
export async function startProcess(command: Command): Promise<Child> {
  const child = Bun.spawn([...command.run], {
    env: { ...process.env, ...command.env },
    ...(command.cwd === undefined ? {} : { cwd: command.cwd }),
    stdin: "ignore",
    stdout: "pipe",
    stderr: "inherit",
  });
  const ready = Promise.withResolvers<string | undefined>();
  const drained = readLines(child.stdout, (line) => {
    const said = (command.ready ?? READY).exec(line);
    if (said) ready.resolve(said[1] ?? "");
  }).finally(() => ready.resolve(undefined));
  // Called off: a timer that is left behind would keep the harness up after its last run.
  const late = setTimeout(() => ready.resolve(undefined), READY_WITHIN);
  const said = await ready.promise;
  clearTimeout(late);
  if (said === undefined) {
    child.kill("SIGKILL");
    throw new Error(`${command.run.join(" ")} did not become ready`);
  }
  return {
    pid: child.pid,
    said,
    async stop() {
      await stopProcess(child);
      await drained;
    },
  };
}

/** Asks a process to end, and makes it end when it does not. */
export async function stopProcess(child: Bun.Subprocess): Promise<void> {
  child.kill("SIGTERM");
  const ended = await Promise.race([child.exited, Bun.sleep(STOP_WITHIN)]);
  if (ended === undefined) {
    child.kill("SIGKILL");
    await child.exited;
  }
}

/** Reads to the end, so that a server that talks a lot never waits for us. */
async function readLines(stream: ReadableStream<Uint8Array<ArrayBuffer>>, take: (line: string) => void): Promise<void> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of stream) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    lines.forEach(take);
  }
}
