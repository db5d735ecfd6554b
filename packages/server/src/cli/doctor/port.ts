import { createServer } from "node:net";
import { existsSync } from "node:fs";
import type { Config } from "../../config.ts";
import { Lock, readRunning } from "../../home/lock.ts";
import { codeOf } from "../../kit/system-error.ts";
import { bad, good, type Finding } from "./finding.ts";

/** Whether the port is free, or held by the server of this data folder. */
export async function portOf({ host, port }: Config, folder: string): Promise<Finding> {
  const code = await tryListening(host, port);
  if (code === undefined) return good(`Port ${port} of ${host} is free.`);
  if (existsSync(folder) && isHeld(folder)) {
    const running = readRunning(folder);
    if (running && new URL(running.url).port === String(port))
      return good(`Port ${port} is held by this server, process ${running.pid}.`);
  }
  return bad(
    `Port ${port} of ${host} cannot be listened on (${code}).`,
    "Stop what uses it, or choose another with --port.",
  );
}

function isHeld(folder: string): boolean {
  using lock = Lock.take(folder);
  return lock === undefined;
}

/** The system's reason why not; undefined when it can be listened on. */
function tryListening(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (fault) => {
      resolve(codeOf(fault));
    });
    server.listen({ host, port, exclusive: true }, () => {
      server.close(() => {
        resolve(undefined);
      });
    });
  });
}
