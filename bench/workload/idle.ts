import { Account, residentBytes } from "../measure/account.ts";
import { systemOf } from "../peer/peer.ts";
import { Crowd } from "./crowd.ts";
import { circles, people } from "./population.ts";
import type { Column, Report, Run, Workload } from "./workload.ts";

async function generate(run: Run): Promise<Report> {
  const crowd = new Crowd(run);
  // The first connections make the server load and compile what it needs; they belong to the start, not to a connection.
  await crowd.gather(people(0, 100));
  await Bun.sleep(1000);
  const before = residentBytes(run.target.pid);
  const connecting = new Account(systemOf(run.target));
  await crowd.gather(people(100, run.population.users));
  const dialled = connecting.read();
  const atOnce = residentBytes(run.target.pid);
  const resting = new Account(systemOf(run.target));
  const beaten = crowd.beats;
  await Bun.sleep(run.quick ? 3_000 : 45_000);
  const rest = resting.read();
  const beats = crowd.beats - beaten;
  const after = residentBytes(run.target.pid);
  const connections = run.population.users - 100;
  const figures = {
    connections: run.population.users,
    rss: (after - before) / connections / 1024,
    rssAtOnce: (atOnce - before) / connections / 1024,
    total: after / 2 ** 20,
    connectRate: connections / dialled.seconds,
    connectCpu: (dialled.server * 1e6) / connections,
    idleCpu: (rest.server / rest.seconds) * 100,
    ...(beats > 0 && { beats: beats / rest.seconds, beatCpu: (rest.server * 1e6) / beats }),
  };
  crowd.leave();
  return { figures, faults: crowd.ledger.faults(), generator: rest.generator };
}

/** What both workloads of silent people tell. */
export const idleColumns: readonly Column[] = [
  { key: "connections", title: "connections", digits: 0 },
  { key: "rss", title: "RSS KB a connection", digits: 1, chart: true },
  { key: "rssAtOnce", title: "when the last came", digits: 1 },
  { key: "total", title: "RSS MB in all", digits: 0 },
  { key: "connectRate", title: "connects/s", digits: 0 },
  { key: "connectCpu", title: "CPU µs a connect", digits: 0 },
  { key: "idleCpu", title: "idle CPU %", digits: 1 },
  { key: "beats", title: "heartbeats/s", digits: 0 },
  { key: "beatCpu", title: "CPU µs a heartbeat", digits: 1 },
];

export const idle: Workload = {
  name: "idle",
  about: "15,000 people connected and silent, each a member of 20 conversations: what a connection keeps in memory",
  peers: ["skein", "ejabberd", "socketio", "bun-echo"],
  recovery: false,
  population: (quick) => circles({ users: quick ? 1_000 : 15_000, size: 20, each: 20 }),
  generate,
  columns: idleColumns,
  goals: [{ text: "RSS KB a connection", measure: (of) => of("skein", "rss"), atMost: 6 }],
};
