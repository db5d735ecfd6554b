import { join } from "node:path";
import type { Launch, Peer, Running } from "../peer.ts";
import { startTogether } from "../nodes/together.ts";
import { missingPostgres } from "../postgres/ground.ts";
import { layTables } from "../postgres/peer.ts";
import { inBench, profiled, startProcess } from "../process.ts";
import { bareDialect } from "./dialect.ts";

async function start(count: number, { population, folder }: Launch): Promise<Running> {
  const file = join(folder, "population.json");
  await Bun.write(file, JSON.stringify(population));
  const line = [...profiled(), inBench("peer", "bare", "serve-postgres.ts"), file];
  return await startTogether({
    count,
    ground: () => layTables(`bare-postgres-${count}`, population),
    begin: (at, { postgres, nats }) => startProcess({ run: [...line, postgres, nats, String(at), String(count)] }),
  });
}

/** Raw batches of PostgreSQL with so many bare lines before them: the limit of a line whose people share its machine. */
export function barePostgresPeer(count: number): Peer {
  return {
    name: `bare-postgres-${count}`,
    about: `the bare line over raw batches of PostgreSQL, ${count === 1 ? "one process" : `${count} processes, NATS between`}; none of what makes a product`,
    ack: "committed to PostgreSQL (fsync and synchronous_commit on)",
    missing: missingPostgres,
    start: (launch) => start(count, launch),
    dialect: bareDialect,
  };
}
