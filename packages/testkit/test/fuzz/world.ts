import type { SomeConfig } from "@skein/server";
import {
  SeededRandom,
  type SimNodes,
  type SimPostgres,
  type SimServer,
  type SimWorld,
  startCore,
  startNodes,
} from "../../src/index.ts";
import { FuzzDevice } from "./device.ts";
import { browserDisk, memoryDisk } from "./disk.ts";
import { Findings } from "./findings.ts";

/** What all worlds have. */
type Ground = Pick<SimWorld, "clock" | "random" | "network" | "trace"> & AsyncDisposable;

/** What several servers share. */
export type Cluster = Pick<SimNodes, "carrier" | "store">;

/** What one seed makes: people with devices at a server, and all that was found to be wrong. */
export interface FuzzWorld extends Ground {
  readonly servers: readonly [SimServer, ...SimServer[]];
  /** There where they are several. */
  readonly cluster: Cluster | undefined;
  /** Ms that a store takes at most, before and after each call. */
  readonly storageDelay: number;
  readonly people: readonly string[];
  readonly devices: readonly FuzzDevice[];
  readonly findings: Findings;
  /** Codes of links to groups, as people pass them on. */
  readonly links: string[];
  /** Where polls were asked. */
  readonly polls: string[];
}

const NODES = 3;
const NAMES = ["Ann", "Bob", "Cleo", "Dan"];

/** With one server on SQLite. */
export async function fuzzWorld(seed: number): Promise<FuzzWorld> {
  const chance = new SeededRandom(seed, 1);
  const config = settings(chance);
  const storageDelay = chance.pick([0, 0, 2, 5, 50]);
  const world = await startCore({ seed, config, storageDelay });
  return settle(world, [world.server], undefined, storageDelay);
}

/** With three nodes on PostgreSQL. */
export async function fuzzCluster(seed: number, postgres: SimPostgres): Promise<FuzzWorld> {
  const chance = new SeededRandom(seed, 1);
  // where one is named they watch each other's health, and send people elsewhere
  const config = { ...settings(chance), ...(chance.chance(0.15) && { nats: "nats://sim" }) };
  // with the longest, what other nodes wrote before is waited for in vain
  const storageDelay = chance.pick([0, 0, 2, 5, 50, 700]);
  const world = await startNodes({ postgres, seed, nodes: NODES, config, storageDelay });
  const [first, ...others] = world.servers;
  if (!first) throw new Error("no node");
  return settle(world, [first, ...others], world, storageDelay);
}

/** People with devices. */
async function settle(
  world: Ground,
  servers: FuzzWorld["servers"],
  cluster: Cluster | undefined,
  storageDelay: number,
): Promise<FuzzWorld> {
  const { clock, random, network, trace } = world;
  const [server] = servers;
  const people: string[] = [];
  const devices: FuzzDevice[] = [];
  const findings = new Findings();
  for (const name of NAMES.slice(0, random.integer(2, 4))) people.push((await server.person(name)).id);
  // everyone has one device, and some have a second
  const count = Math.max(people.length, random.integer(3, 5));
  for (let i = 0; i < count; i++) {
    const user = people[i % people.length] ?? "";
    const name = `${NAMES[i % people.length]}-${i}`;
    devices.push(
      new FuzzDevice({
        name,
        user,
        token: await server.device(user, name),
        clock,
        random: random.fork(),
        cable: network.cable(name),
        // some are browsers
        disk: random.chance(0.25) ? () => browserDisk(clock) : memoryDisk,
        note: trace.note,
        findings,
      }),
    );
  }
  return { ...world, servers, cluster, storageDelay, people, devices, findings, links: [], polls: [] };
}

/** Some servers are usual; some forget quickly, have little patience, or let little wait, so that a short run comes to their bounds. */
function settings(random: SeededRandom): SomeConfig {
  const tight = random.chance(0.25);
  return {
    limits: {
      recentChanges: random.pick([100_000, 100_000, 20, 0]),
      conversationsInMemory: random.pick([100_000, 100_000, 2, 1]),
      outboxBytes: random.pick([4_194_304, 4_194_304, 4_000]),
      linkRate: tight ? { rate: 5, burst: 20 } : { rate: 50, burst: 200 },
      personRate: tight ? { rate: 10, burst: 40 } : { rate: 100, burst: 400 },
    },
    heartbeat: random.pick([
      { interval: 25_000, timeout: 10_000 },
      { interval: 5_000, timeout: 3_000 },
    ]),
  };
}
