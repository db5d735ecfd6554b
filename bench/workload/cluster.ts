import { SQL } from "bun";
import { Histogram } from "../measure/histogram.ts";
import { insertAsNodesDid } from "./bare-batches.ts";
import { Crowd } from "./crowd.ts";
import { carry, greet, keyOf, pairs, saturate, type Stretch, WINDOWS } from "./one-to-one.ts";
import { type Column, type Figures, type Goal, ratio, type Report, type Run, type Workload } from "./workload.ts";

const WORDS: Readonly<Record<number, string>> = { 4: "four", 16: "sixteen" };
/** Of the server, whose CPU is told apart. */
const PARTS = ["nodes", "postgres", "nats"];
const LOAD = 0.7;

/** People of half the pairs come in by the same node, those of the others by two; all nodes get as many. */
function doorOf(user: number, doors: number): number {
  const pair = Math.floor(user / 2);
  const apart = Math.floor(pair / doors) % 2 === 1;
  return (pair + (apart ? user % 2 : 0)) % doors;
}

async function generate(run: Run): Promise<Report> {
  if (run.peer.dialect.openBatches) return await insertAsNodesDid(run, run.peer.dialect.openBatches);
  const { postgres = "", doors = [] } = run.target.cluster ?? {};
  const door = (user: number) => doorOf(user, doors.length);
  // both people of a pair: who writes to whom is the same node's, or not
  const apart = (user: number) => door(user) !== door(user ^ 1);
  const crowd = new Crowd(run, door);
  await crowd.gather(run.population.conversations.flat());
  await using sql = new SQL({ url: postgres, max: 1 });
  const shares: number[] = [];
  const figures: Figures = {};

  await greet(run, crowd);
  await saturate(run, crowd, 1, run.quick ? 1 : 3);
  for (const window of WINDOWS) {
    const before = { batches: await batches(sql), acked: crowd.acked };
    const stretch = await saturate(run, crowd, window, run.quick ? 2 : 8);
    note(figures, window, stretch);
    const made = (await batches(sql)) - before.batches;
    if (made > 0) figures[`batch${window}`] = (crowd.acked - before.acked) / made;
    shares.push(stretch.generator);
  }
  const times = new Map(["ackNear", "ackFar", "deliveryNear", "deliveryFar"].map((of) => [of, new Histogram()]));
  crowd.onAck = (user, ms) => times.get(apart(user) ? "ackFar" : "ackNear")?.record(ms);
  crowd.onDelivered = (user, ms) => times.get(apart(user) ? "deliveryFar" : "deliveryNear")?.record(ms);
  const load = await carry(run, crowd, LOAD * (figures["rate"] ?? 0), run.quick ? 3 : 15);
  shares.push(load.generator);
  note(figures, "Load", load);
  for (const [of, histogram] of times) {
    if (histogram.count === 0) continue;
    figures[`${of}50`] = histogram.quantile(0.5);
    figures[`${of}99`] = histogram.quantile(0.99);
    figures[`${of}Max`] = histogram.max;
  }
  crowd.leave();
  return { figures, faults: crowd.ledger.faults(), generator: Math.max(...shares) };
}

function note(figures: Figures, name: number | string, stretch: Stretch): void {
  figures[keyOf("rate", name)] = stretch.rate;
  figures[keyOf("cpu", name)] = stretch.cpu;
  for (const part of PARTS) figures[keyOf(part, name)] = stretch.cpuOf(part);
}

/** Batches that were committed so far. */
async function batches(sql: SQL): Promise<number> {
  const [row] = await sql.unsafe<{ last_value: string }[]>("SELECT last_value FROM batch_numbers");
  return Number(row?.last_value);
}

function stretchColumns(name: number | string, title: string): Column[] {
  return [
    { key: keyOf("rate", name), title: `${title}acked/s`, digits: 0, chart: true },
    { key: keyOf("cpu", name), title: "CPU µs a message", digits: 1, chart: true },
    ...PARTS.map((part) => ({ key: keyOf(part, name), title: `of that ${part}`, digits: 1 })),
  ];
}

function windowColumns(window: number): Column[] {
  return [
    ...stretchColumns(window, window === 1 ? "" : `${WORDS[window]} unanswered each: `),
    { key: `batch${window}`, title: "messages a batch", digits: 0 },
  ];
}

function timeColumns(of: string, title: string): Column[] {
  return [
    { key: `${of}50`, title: `${title} p50 ms`, digits: 2 },
    { key: `${of}99`, title: "p99", digits: 2 },
    { key: `${of}Max`, title: "max", digits: 2 },
  ];
}

/** Half of what the raw batches of a peer reach. */
function beside(peer: string, limit: string, window: number): Goal {
  const key = keyOf("rate", window);
  return {
    text: `${peer}: acked messages/s ${window === 1 ? "" : `with ${WORDS[window]} unanswered each `}beside ${limit}`,
    measure: (of) => ratio(of(peer, key), of(limit, key)),
    atLeast: 0.5,
  };
}

export const cluster: Workload = {
  name: "cluster",
  about:
    "1,000 people write one-to-one over one, two and three nodes, half of the pairs across nodes; beside the same rows in batches, alone and behind bare lines",
  peers: [
    "skein-1",
    "skein-2",
    "skein-3",
    "bare-postgres-1",
    "bare-postgres-2",
    "bare-postgres-3",
    "postgres-1",
    "postgres-2",
  ],
  recovery: false,
  population: (quick) => pairs(quick ? 48 : 500),
  generate,
  columns: [
    ...WINDOWS.flatMap(windowColumns),
    { key: "rateAll", title: "with heads and marks: rows/s", digits: 0 },
    { key: "cpuAll", title: "CPU µs a row", digits: 1 },
    ...stretchColumns("Load", "at 70 %: "),
    ...timeColumns("ackNear", "ack, pair on one node"),
    ...timeColumns("ackFar", "ack, pair on two nodes"),
    ...timeColumns("deliveryNear", "delivery on one node"),
    ...timeColumns("deliveryFar", "delivery across nodes"),
  ],
  goals: [
    ["skein-1", "postgres-1", "bare-postgres-1"] as const,
    ["skein-2", "postgres-2", "bare-postgres-2"] as const,
    ["skein-3", "postgres-2", "bare-postgres-3"] as const,
  ].flatMap(([peer, limit, line]) => [
    ...WINDOWS.map((window) => beside(peer, limit, window)),
    // the same batches where people, their sockets and the generator share the machine with them
    ...WINDOWS.map((window) => beside(peer, line, window)),
    // the same durable work: what the first bar leaves out, heads and marks, no message can do without
    {
      text: `${peer}: acked messages/s with four unanswered each beside ${limit} with heads and marks`,
      measure: (of: (peer: string, key: string) => number | undefined) =>
        ratio(of(peer, "rate4"), of(limit, "rateAll")),
      atLeast: 0.5,
    },
    // what bounds a cluster whose nodes have machines of their own
    {
      text: `${peer}: CPU of PostgreSQL for a row of ${limit} with heads and marks beside that for a message with four unanswered each`,
      measure: (of: (peer: string, key: string) => number | undefined) =>
        ratio(of(limit, "postgresAll"), of(peer, "postgres4")),
      atLeast: 0.5,
    },
  ]),
};
