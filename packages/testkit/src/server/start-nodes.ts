import type { SomeConfig } from "@skein/server";
import type { ClockFace } from "../clock/clock-face.ts";
import { VirtualClock } from "../clock/virtual-clock.ts";
import { SimCarrier } from "../cluster/sim-carrier.ts";
import { SimNetwork } from "../network/sim-network.ts";
import type { SimPostgres } from "../postgres/sim-postgres.ts";
import type { SimStore } from "../postgres/sim-store.ts";
import { SeededRandom } from "../random.ts";
import { Trace } from "../trace.ts";
import { SimServer } from "./sim-server.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** Nodes of one cluster, with everything around them that a test may turn. */
export interface SimNodes extends AsyncDisposable {
  readonly clock: VirtualClock;
  readonly random: SeededRandom;
  readonly network: SimNetwork;
  readonly carrier: SimCarrier;
  readonly store: SimStore;
  /** Called `n1`, `n2` … in the network. */
  readonly servers: readonly SimServer[];
  /** Every message that arrived. */
  readonly trace: Trace;
}

/** What the nodes of a run are. */
export interface NodesOptions {
  readonly postgres: SimPostgres;
  readonly seed: number;
  readonly nodes: number;
  readonly config?: SomeConfig;
  /** ms that the store takes at most, before and after each call. */
  readonly storageDelay?: number;
}

/**
 * The real server core, several times, on one real PostgreSQL, on virtual time, a network and a bus in memory.
 *
 * @example
 * await using postgres = await SimPostgres.launch();
 * await using world = await startNodes({ postgres, seed: 7, nodes: 3 });
 * world.carrier.part([world.servers[0].bus]);
 */
export async function startNodes(options: NodesOptions): Promise<SimNodes> {
  const { postgres, seed, nodes, config = {}, storageDelay = 0 } = options;
  const folder = await temporaryFolder();
  const clock = new VirtualClock();
  const random = new SeededRandom(seed);
  const trace = new Trace(() => clock.now);
  const network = new SimNetwork({ clock, random: random.fork(), note: trace.note });
  const carrier = new SimCarrier(clock, random.fork());
  const store = await postgres.store(clock);
  const servers: SimServer[] = [];
  for (let i = 1; i <= nodes; i++) {
    const among = { node: `n${i}`, carrier, open: (face: ClockFace) => store.open(face) };
    const common = { clock, random: random.fork(), network, folder: folder.path };
    servers.push(await SimServer.start({ ...common, config, storageDelay, among }));
  }
  return {
    ...{ clock, random, network, carrier, store, servers, trace },
    async [Symbol.asyncDispose]() {
      for (const server of servers) await server[Symbol.asyncDispose]();
      await store[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}
