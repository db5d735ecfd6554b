import { openDataFolder } from "../home/folder.ts";
import { hold } from "../home/hold.ts";
import { readRunning } from "../home/lock.ts";
import { loadSecrets } from "../home/secrets.ts";
import type { Config } from "../config.ts";
import { newSecret, systemRandom } from "../kit/id.ts";
import { StartFault } from "../kit/start-fault.ts";
import { createServer } from "../server.ts";
import { ownBase } from "../server/port.ts";
import type { Reached } from "./ask.ts";
import { localCalls } from "./local-calls.ts";
import { startFault } from "./start.ts";

const NO_TLS = { certificate: undefined, key: undefined };

/**
 * Does some work with the server of a data folder. One that runs is asked, for it alone may write there; when none runs,
 * one is made for the moment, on a port of its own that only this machine reaches.
 */
export async function withServer<T>(config: Config, work: (reached: Reached) => Promise<T>): Promise<T> {
  const folder = openDataFolder(config.data);
  using lock = hold(folder);
  if (!lock) return await work(running(folder));
  const { hostAuth } = loadSecrets(folder, systemRandom);
  const secret = newSecret(systemRandom);
  const quiet = { ...config, data: folder, host: "127.0.0.1", port: 0, tls: NO_TLS, log: { level: "warn" } } as const;
  try {
    const server = await createServer(quiet, { hostSecret: hostAuth, local: localCalls(secret) });
    try {
      const base = config.publicUrl ?? ownBase(config, config.port);
      return await work({ url: `http://127.0.0.1:${server.port}`, base, secret });
    } finally {
      await server.close();
    }
  } catch (fault) {
    throw startFault(fault, quiet);
  }
}

/** The server that runs on a data folder; for what makes no sense where none does. */
export function whatRuns(data: string): Reached {
  const folder = openDataFolder(data);
  using lock = hold(folder);
  if (lock) throw new StartFault("refused", `No server runs on ${folder}.`, "Start one with: skein serve");
  return running(folder);
}

/** The server that holds the folder. */
function running(folder: string): Reached {
  const found = readRunning(folder);
  if (found) return found;
  throw new StartFault(
    "locked",
    `Another process uses ${folder}, but does not tell where it answers.`,
    "Try again in a moment.",
  );
}
