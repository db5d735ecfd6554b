import { profiled, inBench } from "../process.ts";

/**
 * A server that can be started anew while the benchmark runs, as an operator's supervisor would: SIGUSR1 ends it in order (it sends its
 * clients away first), SIGUSR2 kills it; either way it is started again at once, at the same port. This process does nothing else.
 */
const [folder = "", secret = ""] = process.argv.slice(2);
let port = 0;
let child = start();
let ending = false;

function start(): Bun.Subprocess<"ignore", "pipe", "inherit"> {
  const started = Bun.spawn([...profiled(), inBench("peer", "skein", "serve.ts"), folder, secret, String(port)], {
    stdin: "ignore",
    stdout: "pipe",
    stderr: "inherit",
  });
  listen(started.stdout).catch(fail);
  return started;
}

async function listen(said: ReadableStream<Uint8Array>): Promise<void> {
  const decoder = new TextDecoder();
  for await (const chunk of said) {
    const ready = /^ready (\d+)/m.exec(decoder.decode(chunk, { stream: true }));
    if (!ready) continue;
    port = Number(ready[1]);
    console.log(`ready ${port}`);
  }
}

async function restart(signal: "SIGTERM" | "SIGKILL"): Promise<void> {
  child.kill(signal);
  await child.exited;
  if (!ending) child = start();
}

async function end(): Promise<void> {
  ending = true;
  child.kill("SIGKILL");
  await child.exited;
  process.exit(0);
}

function fail(fault: unknown): void {
  console.error(fault);
  process.exit(1);
}

process.on("SIGUSR1", () => {
  restart("SIGTERM").catch(fail);
});
process.on("SIGUSR2", () => {
  restart("SIGKILL").catch(fail);
});
process.once("SIGTERM", () => {
  end().catch(fail);
});
