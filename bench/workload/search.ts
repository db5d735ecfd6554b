import { mkdtemp, rm } from "node:fs/promises";
import { Account, type Usage } from "../measure/account.ts";
import { Histogram } from "../measure/histogram.ts";
import type { Asker, Target } from "../peer/peer.ts";
import { systemOf } from "../peer/peer.ts";
import { inBench } from "../peer/process.ts";
import { look } from "./search-look.ts";
import { seeded, talkTexts } from "./talk-text.ts";
import { type Figures, type Report, type Run, type Workload } from "./workload.ts";

const MESSAGES = 1_000_000;
/** Of these the sends are compared: by who indexes and by who does not. */
const COMPARED = 300_000;
/** Messages that are unanswered at once while it is filled. */
const WINDOW = 256;
/** Messages a second of the open loop, and for how long. */
const RATE = 4_000;
const SECONDS = 15;
/** Both servers are sent to in turns, so many times. */
const STRETCHES = 12;
/** A server that is filled: with its people, who say things in turn. */
interface Side {
  readonly target: Target;
  readonly askers: readonly Asker[];
  send(): Promise<void>;
}

async function sideOf({ target, population, peer }: Pick<Run, "target" | "population" | "peer">): Promise<Side> {
  const { ask } = peer.dialect;
  if (!ask) throw new Error(`${peer.name} takes no commands`);
  const askers = await Promise.all(Array.from({ length: population.users }, (_, user) => ask(target, user)));
  const random = seeded(20_261_130);
  const text = talkTexts(random);
  return {
    target,
    askers,
    async send() {
      const number = random(population.conversations.length);
      const members = population.conversations[number] ?? [];
      const by = askers[members[random(members.length)] ?? 0];
      const body = { text: text() };
      const params = { conv: target.conversations[number], key: Bun.randomUUIDv7(), kind: "text", body };
      await by?.ask("message.send", params);
    },
  };
}

async function generate(run: Run): Promise<Report> {
  const { population, quick } = run;
  const { unindexed } = run.peer;
  if (!unindexed) throw new Error(`${run.peer.name} cannot do without its index`);
  const scale = quick ? 0.02 : 1;
  const folder = await mkdtemp(inBench("results", "run-"));
  const other = await unindexed.start({ population, folder, recovery: false, restarts: false });
  const own = await sideOf(run);
  const sides = [own, await sideOf({ target: other.target, population, peer: unindexed })];
  for (const { send } of sides) await closed(20_000 * scale, send);
  const sent = (COMPARED / STRETCHES) * scale;
  const filled: Usage[][] = [];
  const acks: Histogram[][] = [];
  // in turns: what else the machine does meanwhile hits both
  for (let stretch = 0; stretch < STRETCHES; stretch++) {
    const usages: Usage[] = [];
    const times: Histogram[] = [];
    for (const { target, send } of sides) {
      const account = new Account(systemOf(target));
      await closed(sent, send);
      usages.push(account.read());
      const took = new Histogram();
      await open(RATE, (SECONDS * (quick ? 0.2 : 1)) / STRETCHES, send, took);
      times.push(took);
    }
    filled.push(usages);
    acks.push(times);
  }
  const of = (side: number, value: (usage: Usage) => number): number =>
    median(filled.map((usages) => value(usages[side] as Usage)));
  const ack = (side: number, share: number): number =>
    median(acks.map((times) => times[side]?.quantile(share) ?? Number.NaN));
  const figures: Figures = {
    rate: of(0, ({ seconds }) => sent / seconds),
    bareRate: of(1, ({ seconds }) => sent / seconds),
    slowed: median(filled.map(([mine, others]) => (others?.seconds ?? 0) / (mine?.seconds ?? 1))),
    cpu: of(0, ({ server }) => (server * 1e6) / sent),
    bareCpu: of(1, ({ server }) => (server * 1e6) / sent),
    ack99: ack(0, 0.99),
    bareAck99: ack(1, 0.99),
  };
  for (const asker of sides[1]?.askers ?? []) asker.close();
  await other.stop();
  await rm(folder, { recursive: true, force: true });
  const there = (COMPARED + 20_000) * scale + acks.reduce((sum, [times]) => sum + (times?.count ?? 0), 0);
  await closed(MESSAGES * scale - there, own.send);
  const faults: string[] = [];
  Object.assign(figures, await look(own.target, own.askers, seeded(7), quick, faults));
  for (const asker of own.askers) asker.close();
  return { figures, faults, generator: of(0, ({ generator }) => generator) };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** So many messages, each connection sends on when it is answered. */
async function closed(count: number, send: () => Promise<void>): Promise<void> {
  let left = Math.round(count);
  const worker = async (): Promise<void> => {
    while (left-- > 0) await send();
  };
  await Promise.all(Array.from({ length: WINDOW }, worker));
}

/** So many a second, whatever is answered. */
async function open(rate: number, seconds: number, send: () => Promise<void>, took: Histogram): Promise<void> {
  const began = performance.now();
  const under: Promise<void>[] = [];
  for (let sent = 0; sent < rate * seconds; ) {
    const due = Math.min(rate * seconds, ((performance.now() - began) / 1000) * rate);
    for (; sent < due; sent++) {
      const at = began + (sent / rate) * 1000;
      under.push(send().then(() => took.record(performance.now() - at)));
    }
    await Bun.sleep(1);
  }
  await Promise.all(under);
}

/** The first is in all conversations; the last in few. */
const USERS = 40;
const GROUPS = 40;

export const search: Workload = {
  name: "search",
  about:
    "1,000,000 messages of mixed Chinese and English in 40 groups: what indexing costs those who send, what a search takes, and whether it is right",
  peers: ["skein", "skein-1"],
  recovery: false,
  population: () => ({
    users: USERS,
    conversations: Array.from({ length: GROUPS }, (_, group) => [
      0,
      ...Array.from({ length: 7 }, (_, at) => 1 + ((group * 7 + at) % (USERS - 2))),
      ...(group % 20 === 0 ? [USERS - 1] : []),
    ]),
  }),
  generate,
  columns: [
    { key: "bareRate", title: "sends/s without an index", digits: 0, chart: true },
    { key: "rate", title: "while it indexes", digits: 0, chart: true },
    { key: "slowed", title: "of it", digits: 3 },
    { key: "bareCpu", title: "CPU µs a message without", digits: 1 },
    { key: "cpu", title: "with", digits: 1 },
    { key: "bareAck99", title: `at ${RATE.toLocaleString("en")}/s: ack p99 ms without`, digits: 1 },
    { key: "ack99", title: "with", digits: 1 },
    { key: "messages", title: "messages searched", digits: 0 },
    { key: "caughtUp", title: "index caught up after s", digits: 1 },
    { key: "bytes", title: "index bytes a message", digits: 0 },
    { key: "two50", title: "two characters p50 ms", digits: 2 },
    { key: "two99", title: "p99 ms", digits: 2, chart: true },
    { key: "twoCpu", title: "CPU µs", digits: 0 },
    { key: "few99", title: "by somebody in 2 of 40 groups p99 ms", digits: 2 },
    { key: "one99", title: "one character p99 ms", digits: 2 },
    { key: "three99", title: "three p99 ms", digits: 2 },
    { key: "word99", title: "beginnings of words p99 ms", digits: 2 },
    { key: "recall", title: "recall", digits: 4 },
    { key: "exact", title: "exact", digits: 4 },
  ],
  goals: ["skein", "skein-1"].flatMap((peer) => [
    { text: `${peer}: two characters, p99 ms`, measure: (of) => of(peer, "two99"), atMost: 50 },
    { text: `${peer}: recall beside LIKE, two characters`, measure: (of) => of(peer, "recall"), atLeast: 1 },
    { text: `${peer}: exactness beside LIKE, two characters`, measure: (of) => of(peer, "exact"), atLeast: 1 },
    {
      text: `${peer}: sends a second while it indexes, beside a server that does not`,
      measure: (of) => of(peer, "slowed"),
      atLeast: 0.9,
    },
  ]),
};
