import { Account } from "../measure/account.ts";
import { Histogram } from "../measure/histogram.ts";
import { systemOf } from "../peer/peer.ts";
import { Crowd } from "./crowd.ts";
import { circles, people } from "./population.ts";
import type { Report, Run, Workload } from "./workload.ts";

/** People who stay connected and write while the others are away. */
export const POSTERS = 20;
/** What each conversation gets meanwhile. */
const MISSED = 2;
const CONVERSATIONS_EACH = 4;
const WITHIN = 60_000;

async function generate(run: Run): Promise<Report> {
  const crowd = new Crowd(run);
  const clients = people(0, run.population.users - POSTERS);
  await crowd.gather(people(clients.length, run.population.users));
  await crowd.gather(clients);
  // Everyone must have seen something to know where they stand.
  await post(crowd, run, 1);
  await crowd.settle();

  crowd.cut(clients);
  await Bun.sleep(2_000);
  await post(crowd, run, MISSED);

  const owed = new Map(clients.map((user) => [user, CONVERSATIONS_EACH * MISSED]));
  const current = new Histogram();
  const account = new Account(systemOf(run.target));
  const start = performance.now();
  crowd.onDelivered = (user) => {
    const left = (owed.get(user) ?? 0) - 1;
    owed.set(user, left);
    if (left === 0) current.record(performance.now() - start);
  };
  await crowd.comeBack(clients);
  while (current.count < clients.length && performance.now() - start < WITHIN) await Bun.sleep(10);
  const usage = account.read();
  await crowd.settle();
  const figures = {
    clients: clients.length,
    current: current.count,
    p50: current.quantile(0.5) / 1000,
    p99: current.quantile(0.99) / 1000,
    all: current.max / 1000,
    cpu: (usage.server * 1e6) / clients.length,
  };
  crowd.leave();
  return { figures, faults: crowd.ledger.faults(), generator: usage.generator };
}

/** Every conversation gets `times` messages from its poster, at a pace that any peer can carry. */
export async function post(crowd: Crowd, { population }: Run, times: number): Promise<void> {
  for (let round = 0; round < times; round++) {
    for (const [conversation, members] of population.conversations.entries()) {
      crowd.send(members.at(-1) ?? 0, conversation, performance.now());
      if (conversation % 20 === 0) await Bun.sleep(20);
    }
  }
  await Bun.sleep(1_000);
}

export const storm: Workload = {
  name: "storm",
  about: "15,000 people lose their link at once, miss eight messages each, and all come back at once",
  peers: ["skein", "socketio"],
  recovery: true,
  population(quick) {
    const clients = circles({ users: quick ? 1_000 : 15_000, size: 50, each: CONVERSATIONS_EACH });
    return {
      users: clients.users + POSTERS,
      conversations: clients.conversations.map((members, i) => [...members, clients.users + (i % POSTERS)]),
    };
  },
  generate,
  columns: [
    { key: "clients", title: "clients", digits: 0 },
    { key: "current", title: "current again", digits: 0 },
    { key: "p50", title: "p50 s", digits: 2 },
    { key: "p99", title: "p99 s", digits: 2 },
    { key: "all", title: "all current after s", digits: 2, chart: true },
    { key: "cpu", title: "CPU µs a client", digits: 0, chart: true },
  ],
  goals: [{ text: "seconds until all are current", measure: (of) => of("skein", "all"), atMost: 10 }],
};
