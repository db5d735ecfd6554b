import { Crowd } from "./crowd.ts";
import { carry, pairs, saturate, type Stretch } from "./one-to-one.ts";
import { type Figures, ratio, type Report, type Run, type Workload } from "./workload.ts";

/**
 * Unanswered messages a connection. One: as people write, each message a write and a read of its own; the open loop
 * can carry what this finds. Four: as a busy bridge or bot writes, where messages share writes and batches grow.
 */
const WINDOWS = [1, 4];
const LOAD = 0.7;

async function generate(run: Run): Promise<Report> {
  const crowd = new Crowd(run);
  await crowd.gather(run.population.conversations.flat());
  const shares: number[] = [];

  await saturate(run, crowd, 1, 2);
  const found = new Map<number, Stretch>();
  for (const window of WINDOWS) {
    const stretch = await saturate(run, crowd, window, run.quick ? 2 : 8);
    found.set(window, stretch);
    shares.push(stretch.generator);
  }
  const rate = found.get(1)?.rate ?? 0;
  const load = await carry(run, crowd, LOAD * rate, run.quick ? 3 : 15);
  shares.push(load.generator);
  const figures: Figures = {
    rate,
    cpu: found.get(1)?.cpu ?? 0,
    rate4: found.get(4)?.rate ?? 0,
    cpu4: found.get(4)?.cpu ?? 0,
    loadRate: load.rate,
    loadCpu: load.cpu,
    ack50: crowd.ack.quantile(0.5),
    ack99: crowd.ack.quantile(0.99),
    ackMax: crowd.ack.max,
    delivery50: crowd.delivery.quantile(0.5),
    delivery99: crowd.delivery.quantile(0.99),
    deliveryMax: crowd.delivery.max,
  };
  crowd.leave();
  return { figures, faults: crowd.ledger.faults(), generator: Math.max(...shares) };
}

export const direct: Workload = {
  name: "direct",
  about:
    "1,000 people write one-to-one, each waits for the ack: how many acked a second, then latencies at 70 % of that",
  peers: ["skein", "bare", "ejabberd", "socketio", "bun-echo"],
  recovery: false,
  population: (quick) => pairs(quick ? 50 : 500),
  generate,
  columns: [
    { key: "rate", title: "acked/s", digits: 0, chart: true },
    { key: "cpu", title: "CPU µs a message", digits: 1, chart: true },
    { key: "rate4", title: "four unanswered each: acked/s", digits: 0, chart: true },
    { key: "cpu4", title: "CPU µs", digits: 1 },
    { key: "loadRate", title: "at 70 %: acked/s", digits: 0 },
    { key: "loadCpu", title: "CPU µs", digits: 1 },
    { key: "ack50", title: "ack p50 ms", digits: 2 },
    { key: "ack99", title: "ack p99", digits: 2, chart: true },
    { key: "ackMax", title: "ack max", digits: 2 },
    { key: "delivery50", title: "delivery p50 ms", digits: 2 },
    { key: "delivery99", title: "delivery p99", digits: 2 },
    { key: "deliveryMax", title: "delivery max", digits: 2 },
  ],
  goals: [
    {
      text: "acked messages/s beside ejabberd with its archive",
      measure: (of) => ratio(of("skein", "rate"), of("ejabberd", "rate")),
      atLeast: 25,
    },
    {
      text: "acked messages/s beside the bare line",
      measure: (of) => ratio(of("skein", "rate"), of("bare", "rate")),
      atLeast: 0.6,
    },
    {
      text: "the same with four unanswered each, beside ejabberd",
      measure: (of) => ratio(of("skein", "rate4"), of("ejabberd", "rate4")),
      atLeast: 25,
    },
    {
      text: "the same with four unanswered each, beside the bare line",
      measure: (of) => ratio(of("skein", "rate4"), of("bare", "rate4")),
      atLeast: 0.6,
    },
    { text: "ack p99 at 70 % load, ms", measure: (of) => of("skein", "ack99"), atMost: 50 },
  ],
};
