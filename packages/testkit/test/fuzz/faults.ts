import { FAIR, type Cable, type SeededRandom, type SimServer, type Told } from "../../src/index.ts";
import { CLUSTER_FAULTS } from "./cluster-faults.ts";
import type { Fault } from "./fault.ts";
import type { FuzzWorld } from "./world.ts";

const HOUR = 3_600_000;

const anyCable = ({ devices }: FuzzWorld, random: SeededRandom): Cable => random.pick(devices).cable;

/** Some learn at once, some late, some only by silence. */
const late = (random: SeededRandom): number | undefined => (random.chance(0.3) ? undefined : random.integer(0, 8_000));

const toldOf =
  (random: SeededRandom): Told =>
  () =>
    late(random);

function sides(random: SeededRandom): { client?: number; server?: number } {
  const [client, server] = [late(random), late(random)];
  return { ...(client !== undefined && { client }), ...(server !== undefined && { server }) };
}

/** One that runs, where there is one; nothing is drawn where there is no choice. */
function anyServer({ servers }: FuzzWorld, random: SeededRandom): SimServer | undefined {
  const one = servers.length > 1 ? random.pick(servers) : servers[0];
  return one.running ? one : undefined;
}

/** What a message holds at which something strikes; the first: whatever comes. */
const FRAMES = ["", "", '"type":"entry"', '"type":"welcome"', "self.joined", "self.left", '"result"', "message.send"];

/** What goes wrong, and how often beside the others. */
const FAULTS: Readonly<Record<string, readonly [weight: number, fault: Fault]>> = {
  cut: [10, (world, random) => anyCable(world, random).cut(sides(random))],
  halfOpen: [8, (world, random) => anyCable(world, random).silence(random.pick(["up", "down", "both"] as const))],
  slowReader: [5, (world, random) => anyCable(world, random).throttle(random.pick([0.1, 1, 20]))],
  cutAtFrame: [
    8,
    (world, random) => {
      const cable = anyCable(world, random);
      const told = sides(random);
      const after = random.integer(0, 30);
      cable.whenNext(random.pick(["up", "down"] as const), random.pick(FRAMES), () => {
        world.clock.after(after, () => cable.cut(told));
      });
    },
  ],
  dieAtFrame: [
    6,
    ({ clock, devices }, random) => {
      const device = random.pick(devices);
      const told = late(random);
      const after = random.integer(0, 60);
      device.cable.whenNext("down", random.pick(FRAMES), () => {
        clock.after(after, () => {
          if (device.running) device.die(told);
        });
      });
    },
  ],
  weather: [
    10,
    (world, random) => {
      anyCable(world, random).weather = {
        latency: random.pick([0, 5, 50, 300, 2_000]),
        jitter: random.pick([0, 10, 200, 3_000]),
        refused: random.pick([0, 0, 0.3, 0.9]),
        unanswered: random.pick([0, 0, 0.3]),
      };
    },
  ],
  fairWeather: [
    5,
    (world, random) => {
      anyCable(world, random).weather = FAIR;
    },
  ],
  flapping: [
    3,
    (world, random) => {
      const cable = anyCable(world, random);
      for (let at = 0, i = random.integer(3, 8); i > 0; i--) {
        at += random.integer(10, 1_500);
        world.clock.after(at, () => cable.cut(sides(random)));
      }
    },
  ],
  wake: [4, ({ devices }, random) => random.pick(devices).wake()],
  reload: [
    6,
    async ({ devices }, random) => {
      const device = random.pick(devices);
      if (!device.running) return;
      if (random.chance(0.5)) await device.close();
      else device.die(late(random));
      if (random.chance(0.2)) device.wipe();
    },
  ],
  serverStops: [
    2,
    async (world, random) => {
      await anyServer(world, random)?.stop();
    },
  ],
  serverDies: [
    3,
    (world, random) => {
      anyServer(world, random)?.crash(toldOf(random));
    },
  ],
  serverDiesInCommit: [
    5,
    (world, random) => {
      anyServer(world, random)?.dieAtCommit(random.pick(["lost", "unanswered"] as const), toldOf(random));
    },
  ],
  diskFull: [
    3,
    (world, random) => {
      const server = anyServer(world, random);
      if (server) server.storage.next = "refused";
    },
  ],
  deviceClock: [3, ({ devices }, random) => random.pick(devices).jump(random.integer(-HOUR, HOUR))],
  serverClock: [
    1,
    (world, random) => {
      anyServer(world, random)?.face.jump(random.integer(-HOUR, HOUR));
    },
  ],
};

/** Something goes wrong somewhere. */
export async function hurt(world: FuzzWorld, random: SeededRandom, turn: number): Promise<void> {
  const faults = world.cluster ? { ...FAULTS, ...CLUSTER_FAULTS } : FAULTS;
  const name = random.weighted(Object.fromEntries(Object.entries(faults).map(([of, [weight]]) => [of, weight])));
  world.trace.note(`⚡ ${name}`);
  await faults[name]?.[1](world, random, turn);
}

/** What is off may come back. */
export async function revive({ devices, servers }: FuzzWorld, random: SeededRandom): Promise<void> {
  for (const server of servers) if (!server.running && random.chance(0.4)) await server.restart();
  for (const device of devices) if (!device.running && random.chance(0.4)) device.start();
}

/** Everything is whole again from here on; what is broken already is not told. */
export async function heal({ clock, devices, servers, cluster }: FuzzWorld): Promise<void> {
  for (const server of servers) if (server.running) server.storage.next = undefined;
  cluster?.carrier.heal();
  for (const { cable } of devices) cable.heal();
  // a commit that is under way may be one that the server does not survive, and a device may be about to die
  await clock.advance(1_000);
  for (const server of servers) if (!server.running) await server.restart();
  for (const device of devices) if (!device.running) device.start();
}
