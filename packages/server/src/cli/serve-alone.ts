import type { Log } from "../kit/log.ts";
import { createServer } from "../server.ts";
import { localCalls } from "./local-calls.ts";
import { startFault } from "./start.ts";
import type { WorkerOrder, WorkerReady } from "./workers.ts";

/**
 * Serves in this process.
 *
 * @throws StartFault in words for the person who started it
 */
export async function serveAlone(
  { config, hostSecret, secret }: WorkerOrder,
  log: Log,
): Promise<WorkerReady & { close(): Promise<void> }> {
  try {
    const server = await createServer(config, { log, hostSecret, local: localCalls(secret) });
    return { port: server.port, base: server.address.base, close: () => server.close() };
  } catch (fault) {
    throw startFault(fault, config);
  }
}
