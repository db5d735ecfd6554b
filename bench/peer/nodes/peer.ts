import { join } from "node:path";
import { SQL } from "bun";
import type { Launch, Peer, Running } from "../peer.ts";
import { layGround, missingPostgres } from "../postgres/ground.ts";
import { skeinDialect } from "../skein/peer.ts";
import { benchSettings, type Shared } from "../skein/settings.ts";
import { newSecret, sow } from "../skein/sow.ts";
import { type Child, inBench, startProcess } from "../process.ts";
import { startNode } from "./node.ts";
import { startTogether } from "./together.ts";

/** How one node is started: its folder, the secret of the host app, what it shares with the others. */
type Node = (folder: string, secret: string, shared: Shared) => Promise<Child>;

const whole: Node = (folder, secret, shared) => startNode(folder, shared, benchSettings(secret));
const unindexed: Node = (folder, secret, { postgres, nats }) =>
  startProcess({
    run: [process.execPath, inBench("peer", "nodes", "serve-unindexed.ts"), folder, secret, postgres, nats],
  });

function start(count: number, { population, folder }: Launch, begin: Node): Promise<Running> {
  const secret = newSecret();
  return startTogether({
    count,
    ground: () => layGround(`skein-${count}`),
    async fill(shared) {
      const seeded = await sow({ population, folder: join(folder, "seed"), secret, shared });
      await tidy(shared.postgres);
      return seeded;
    },
    begin: (at, shared) => begin(join(folder, `node-${at}`), secret, shared),
  });
}

/** What seeding left to do is not the measured load's. */
async function tidy(url: string): Promise<void> {
  await using sql = new SQL({ url, max: 1 });
  await sql.unsafe("VACUUM (ANALYZE)");
  await sql.unsafe("CHECKPOINT");
}

/** So many nodes of Skein over one PostgreSQL and one NATS. */
export function nodesPeer(count: number): Peer {
  const peer: Peer = {
    name: `skein-${count}`,
    about: `Skein on PostgreSQL and NATS with ${count === 1 ? "one node" : `${count} nodes`} (processes of skein serve)`,
    ack: "committed to PostgreSQL (fsync and synchronous_commit on)",
    missing: missingPostgres,
    start: (launch) => start(count, launch, whole),
    dialect: skeinDialect,
  };
  return { ...peer, unindexed: { ...peer, start: (launch) => start(count, launch, unindexed) } };
}
