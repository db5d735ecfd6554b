import { Account, residentBytes } from "../measure/account.ts";
import { systemOf } from "../peer/peer.ts";
import { Holder } from "./holder.ts";
import { idleColumns } from "./idle.ts";
import { circles, people } from "./population.ts";
import type { Report, Run, Workload } from "./workload.ts";

/** Connections of each node that belong to its start. */
const FIRST = 100;

async function generate(run: Run): Promise<Report> {
  const { peer, target, population, quick } = run;
  const doors = target.cluster?.doors ?? [target];
  const pids = target.cluster?.system["nodes"] ?? [target.pid];
  const resident = () => pids.reduce((sum, pid) => sum + residentBytes(pid), 0);
  await using parts = new AsyncDisposableStack();
  // a holder for each door: each has enough descriptors, and enough ports to that door
  const holders = await Promise.all(doors.map(async (_, door) => parts.use(await Holder.start(peer, target, door))));
  const usersOf = (door: number) => people(0, population.users).filter((user) => user % doors.length === door);

  await Promise.all(holders.map((holder, door) => holder.gather(usersOf(door).slice(0, FIRST))));
  await Bun.sleep(1_000);
  const before = resident();
  const connecting = new Account(systemOf(target));
  await Promise.all(holders.map((holder, door) => holder.gather(usersOf(door).slice(FIRST))));
  const dialled = connecting.read();
  const atOnce = resident();
  const resting = new Account(systemOf(target));
  const began = await Promise.all(holders.map((holder) => holder.look()));
  await Bun.sleep(quick ? 3_000 : 45_000);
  const rest = resting.read();
  const ended = await Promise.all(holders.map((holder) => holder.look()));
  const after = resident();
  const connections = population.users - FIRST * doors.length;
  const figures = {
    connections: population.users,
    rss: (after - before) / connections / 1024,
    rssAtOnce: (atOnce - before) / connections / 1024,
    total: after / 2 ** 20,
    connectRate: connections / dialled.seconds,
    connectCpu: (dialled.server * 1e6) / connections,
    idleCpu: (rest.server / rest.seconds) * 100,
  };
  const shares = ended.map(({ cpu }, at) => (cpu - (began[at]?.cpu ?? 0)) / rest.seconds);
  return { figures, faults: ended.flatMap(({ faults }) => faults), generator: Math.max(...shares) };
}

export const idle4: Workload = {
  name: "idle4",
  about:
    "60,000 people connected to four nodes and silent, each a member of 20 conversations: what a connection keeps in memory",
  peers: ["skein-4"],
  recovery: false,
  population: (quick) => circles({ users: quick ? 2_000 : 60_000, size: 20, each: 20 }),
  generate,
  columns: idleColumns,
  goals: [{ text: "RSS KB a connection", measure: (of) => of("skein-4", "rss"), atMost: 8 }],
};
