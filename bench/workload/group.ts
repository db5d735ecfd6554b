import { Account } from "../measure/account.ts";
import { pace } from "../measure/pace.ts";
import { type Population, systemOf } from "../peer/peer.ts";
import { Crowd } from "./crowd.ts";
import { people } from "./population.ts";
import { type Figures, ratio, type Report, type Run, type Workload } from "./workload.ts";

/** Messages a second into the group. */
export const RATES = [10, 50];
/** Messages a second before anything is measured. */
const WARM_UP = 50;
/** A few people talk, the rest read: as in any large group. */
const SPEAKERS = 20;

/** What a workload beside this one wants to know of the same talk. */
interface Besides {
  /** Forgets what was before the measured stretch. */
  begin(): void;
  note(figures: Figures, rate: number): void;
}

/** Lets a few talk to all, at each rate: what a delivery costs, and how long it takes. */
export async function measureTalk(run: Run, crowd: Crowd, besides?: Besides): Promise<Report> {
  const members = run.population.conversations[0] ?? [];
  await crowd.gather(members);
  const figures: Figures = {};
  let generator = 0;
  // Engines compile what runs often: the cost of a minute's start is not that of a delivery.
  await talk(crowd, WARM_UP, run.quick ? 2 : 12);
  for (const rate of RATES) {
    await talk(crowd, rate, 2);
    crowd.ack.clear();
    crowd.delivery.clear();
    besides?.begin();
    const account = new Account(systemOf(run.target));
    const before = crowd.ledger.delivered;
    await talk(crowd, rate, run.quick ? 3 : 15);
    const usage = account.read();
    const delivered = crowd.ledger.delivered - before;
    generator = Math.max(generator, usage.generator);
    figures[`cpu${rate}`] = (usage.server * 1e6) / delivered;
    for (const [part, seconds] of Object.entries(usage.parts)) figures[`${part}${rate}`] = (seconds * 1e6) / delivered;
    figures[`ack99at${rate}`] = crowd.ack.quantile(0.99);
    figures[`delivery50at${rate}`] = crowd.delivery.quantile(0.5);
    figures[`delivery99at${rate}`] = crowd.delivery.quantile(0.99);
    figures[`deliveryMaxAt${rate}`] = crowd.delivery.max;
    besides?.note(figures, rate);
  }
  crowd.leave();
  return { figures, faults: crowd.ledger.faults(), generator };
}

/** People who are all in one group. */
export function oneGroup(users: number): Population {
  return { users, conversations: [people(0, users)] };
}

async function talk(crowd: Crowd, rate: number, seconds: number): Promise<void> {
  await pace(rate, seconds, (index, due) => crowd.send(index % SPEAKERS, 0, due));
  await crowd.settle();
}

export const group: Workload = {
  name: "group",
  about: "a group with 500 members online, 10 and 50 messages a second into it: what one delivery costs",
  peers: ["skein", "bare", "ejabberd", "socketio", "bun-echo"],
  recovery: false,
  population: (quick) => oneGroup(quick ? 100 : 500),
  generate: (run) => measureTalk(run, new Crowd(run)),
  columns: RATES.flatMap((rate) => [
    { key: `cpu${rate}`, title: `${rate}/s: CPU µs a delivery`, digits: 2, chart: true as const },
    { key: `ack99at${rate}`, title: "ack p99 ms", digits: 1 },
    { key: `delivery50at${rate}`, title: "delivery p50 ms", digits: 1 },
    { key: `delivery99at${rate}`, title: "p99", digits: 1 },
    { key: `deliveryMaxAt${rate}`, title: "max", digits: 1 },
  ]),
  goals: RATES.map((rate) => ({
    text: `CPU a delivery beside Socket.IO at ${rate} messages/s`,
    measure: (of) => ratio(of("skein", `cpu${rate}`), of("socketio", `cpu${rate}`)),
    atMost: 0.25,
  })),
};
