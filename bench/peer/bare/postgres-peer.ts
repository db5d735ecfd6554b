import { join } from "node:path";
import { NatsServer } from "@skein/testkit";
import type { Launch, Peer, Running } from "../peer.ts";
import { missingPostgres } from "../postgres/ground.ts";
import { layTables } from "../postgres/peer.ts";
import { inBench, profiled, startProcess } from "../process.ts";
import { bareDialect } from "./dialect.ts";

async function start(count: number, { population, folder }: Launch): Promise<Running> {
  const parts = new AsyncDisposableStack();
  try {
    const file = join(folder, "population.json");
    await Bun.write(file, JSON.stringify(population));
    const ground = parts.use(await layTables(`bare-postgres-${count}`, population));
    const nats = parts.use(await NatsServer.start());
    const script = inBench("peer", "bare", "serve-postgres.ts");
    const nodes = await Promise.all(
      Array.from({ length: count }, async (_, at) => {
        const node = await startProcess({
          run: [...profiled(), script, file, ground.url, nats.url, String(at), String(count)],
        });
        parts.defer(() => node.stop());
        return { pid: node.pid, hostname: "127.0.0.1", port: Number(node.said) };
      }),
    );
    const [first] = nodes;
    if (!first) throw new Error("There is at least one line");
    const system = { nodes: nodes.map(({ pid }) => pid), postgres: [ground.pid], nats: [nats.pid] };
    return {
      target: {
        ...first,
        ...{ credentials: [], conversations: [] },
        cluster: { doors: nodes, system, postgres: ground.url },
      },
      stop: () => parts.disposeAsync(),
    };
  } catch (fault) {
    await parts.disposeAsync();
    throw fault;
  }
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
