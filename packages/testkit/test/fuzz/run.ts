import { loadRest } from "@skein/client";
import type { SeededRandom } from "../../src/index.ts";
import { act } from "./actions.ts";
import { checkCluster, checkGone } from "./check-cluster.ts";
import { checkDevice } from "./check-device.ts";
import { checkGroups } from "./check-group.ts";
import { checkOffline, checkStored } from "./check-offline.ts";
import { checkFriends } from "./check-own.ts";
import { checkLogs } from "./check-server.ts";
import { checkSkips, checkWritten } from "./check-written.ts";
import { heal, hurt, revive } from "./faults.ts";
import { readTruth } from "./truth.ts";
import { fuzzWorld, type FuzzWorld } from "./world.ts";

// What the core loads when it is first needed would come on the time of this machine, not on the world's.
await loadRest();

/** What became of a seed. */
export interface Outcome {
  /** Equal for equal runs. */
  readonly digest: string;
  /** Empty when all is well. */
  readonly findings: string;
  /** The last of what happened. */
  readonly trace: readonly string[];
  readonly entries: number;
}

/** Virtual ms in which everything comes to rest: the longest silence, the longest wait between dials, a list, some to spare. */
const QUIET = 150_000;
/** Calls of a slow store, one after the other, that it takes beyond that. */
const CALLS = 250;
/** Virtual ms until everybody knows who is here. */
const WATCHED = 3_000;

/**
 * People talk, things break, all is healed; then every device must show what the server's disk holds.
 *
 * @param make the world; with one server unless told
 */
export async function runSeed(seed: number, make: (seed: number) => Promise<FuzzWorld> = fuzzWorld): Promise<Outcome> {
  await loadRest();
  await using world = await make(seed);
  const { findings, trace } = world;
  let entries = 0;
  try {
    entries = await live(world);
  } catch (thrown) {
    // told with its trace, like all that should not be
    findings.add(`thrown: ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`);
  }
  return { digest: trace.digest, findings: findings.none ? "" : findings.toString(), trace: trace.last, entries };
}

/** @returns entries that were written */
async function live(world: FuzzWorld): Promise<number> {
  const { clock, findings, trace } = world;
  const random = world.random.fork();
  await begin(world);
  for (let turn = 1, turns = random.integer(60, 140); turn <= turns; turn++) {
    if (random.chance(0.3)) await hurt(world, random, turn);
    else act(world, random, turn);
    await clock.advance(pause(random));
    await revive(world, random);
  }
  trace.note("— healed");
  await heal(world);
  // a call takes its delay twice, half of the most on average
  await clock.advance(QUIET + CALLS * world.storageDelay);
  const watches = world.devices.map(({ client }) => client.presence.watch(world.people));
  // who is looked at is asked for, where the device does not know or doubts
  for (const { client } of world.devices) for (const id of world.people) client.people.person(id);
  await clock.advance(WATCHED);
  const truth = await clock.settle(readTruth(world));
  checkLogs(truth, findings);
  checkGroups(world, truth);
  checkFriends(world, truth);
  for (const device of world.devices) await checkDevice(world, truth, device);
  for (const device of world.devices) checkWritten(world, truth, device);
  for (const device of world.devices) checkSkips(world, truth, device);
  if (world.cluster) await checkCluster(world, truth);
  for (const end of watches) end();
  for (const device of world.devices) await checkOffline(world, truth, device);
  for (const device of world.devices) await device.close();
  for (const device of world.devices) await checkStored(world, truth, device);
  if (world.cluster) await checkGone(world);
  let entries = 0;
  for (const log of truth.logs.values()) entries += log.length;
  return entries;
}

/** A group of all, so that there is something to lose from the first moment on. */
async function begin({ clock, devices, people }: FuzzWorld): Promise<void> {
  await clock.advance(200);
  const [first] = devices;
  first?.attempt("begin", first.client.createGroup({ name: "All", users: people }));
  await clock.advance(200);
}

/** Most things happen close together, some after a long while. */
function pause(random: SeededRandom): number {
  const most = random.weighted({ "0": 2, "5": 4, "100": 4, "2000": 4, "40000": 1 });
  return random.integer(0, Number(most));
}
