import type { SeededRandom } from "../../src/index.ts";
import type { Fault } from "./fault.ts";
import { lateGroup } from "./late-group.ts";
import type { Cluster, FuzzWorld } from "./world.ts";

/** ms that a commit takes. */
const LATE = [10, 100, 1_000, 8_000];

/** A row of the table for worlds of several nodes. */
const among =
  (fault: (cluster: Cluster, world: FuzzWorld, random: SeededRandom, turn: number) => void | Promise<void>): Fault =>
  (world, random, turn) =>
    world.cluster && fault(world.cluster, world, random, turn);

/** How the bus calls a random node that runs. */
function anyNode({ servers }: FuzzWorld, random: SeededRandom): string | undefined {
  const node = random.pick(servers);
  return node.running ? node.bus : undefined;
}

/** What goes wrong between nodes, and how often beside all else. */
export const CLUSTER_FAULTS: Readonly<Record<string, readonly [weight: number, fault: Fault]>> = {
  busWeather: [
    10,
    among(({ carrier }, _world, random) => {
      carrier.weather = {
        latency: random.pick([0, 1, 20, 300]),
        jitter: random.pick([0, 5, 100, 3_000]),
        lost: random.pick([0, 0, 0.1, 0.5, 1]),
      };
    }),
  ],
  busCalm: [
    3,
    among(({ carrier }) => {
      carrier.weather = { latency: 1, jitter: 0, lost: 0 };
    }),
  ],
  busCut: [
    8,
    among(({ carrier }, world, random) => {
      const node = anyNode(world, random);
      if (node === undefined) return;
      // some learn of it, some never
      carrier.cut(node, random.chance(0.5) ? random.integer(0, 5_000) : undefined);
      world.clock.after(random.integer(10, 40_000), () => carrier.mend(node));
    }),
  ],
  busParted: [
    4,
    among(({ carrier }, world, random) => {
      const groups: [string[], string[]] = [[], []];
      for (const server of world.servers) if (server.running) random.pick(groups).push(server.bus);
      carrier.part(...groups);
      world.clock.after(random.integer(10, 20_000), () => carrier.part());
    }),
  ],
  commitHangs: [
    5,
    among(async ({ store }, world, random) => {
      const commit = await store.begin();
      world.clock.after(random.pick(LATE), () => commit.end("ROLLBACK"));
    }),
  ],
  commitIsLate: [
    8,
    among(async ({ store }, world, random, turn) => {
      const commit = await store.begin(lateGroup(turn, world.people));
      world.clock.after(random.pick(LATE), () => commit.end("COMMIT"));
    }),
  ],
  batchesForgotten: [2, among(({ store }) => store.forget())],
};
