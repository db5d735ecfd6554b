import { join } from "node:path";
import type { Launch, Peer, Running } from "../peer.ts";
import { inBench, startProcess } from "../process.ts";
import { bareDialect } from "./dialect.ts";

/** Starts a server that reads the population from a file and says its port. */
export async function startBun(script: string, { population, folder }: Launch): Promise<Running> {
  const populationFile = join(folder, "population.json");
  await Bun.write(populationFile, JSON.stringify(population));
  const run = [process.execPath, inBench("peer", script), populationFile, join(folder, "log.sqlite")];
  const child = await startProcess({ run });
  return {
    target: {
      pid: child.pid,
      hostname: "127.0.0.1",
      port: Number(child.said),
      credentials: [],
      conversations: [],
    },
    stop: () => child.stop(),
  };
}

export const bare: Peer = {
  name: "bare",
  about: "the bare line: Bun WebSocket, JSON, group commit on a SQLite worker; none of what makes a product",
  ack: "committed to SQLite (WAL, synchronous=FULL)",
  missing: () => undefined,
  start: (launch) => startBun("bare/server.ts", launch),
  dialect: bareDialect,
};
