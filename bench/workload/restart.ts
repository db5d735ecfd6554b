import { Account } from "../measure/account.ts";
import { Curve } from "../measure/curve.ts";
import { Histogram } from "../measure/histogram.ts";
import { type Target, systemOf } from "../peer/peer.ts";
import { Crowd } from "./crowd.ts";
import { people } from "./population.ts";
import { POSTERS, post, storm } from "./storm.ts";
import type { Figures, Report, Run, Workload } from "./workload.ts";

/** As the SDK waits between dials: full jitter over a bound that doubles, ms. */
const FIRST = 1_000;
const CAP = 30_000;
/** Messages a second that go on through it. */
const RATE = 100;
const WITHIN = 60_000;
const REST = 5_000;

/** People who dial again by themselves when their link ends. */
class Returning {
  readonly here: Set<number>;
  /** From the moment of the last restart until each was current again. */
  current = new Histogram();
  #began = 0;

  constructor(
    private readonly crowd: Crowd,
    private readonly run: Run,
  ) {
    this.here = new Set(people(0, run.population.users));
    crowd.onLost = (user, after) => {
      // a dial that failed is tried again by whoever dialled
      if (!this.here.delete(user)) return;
      this.#back(user, after).catch((fault: unknown) => {
        crowd.ledger.fault(String(fault));
      });
    };
  }

  begin(): void {
    this.current = new Histogram();
    this.#began = performance.now();
  }

  /** Everybody is here again, who was away has been counted. */
  async all(): Promise<void> {
    const everybody = this.run.population.users;
    const due = performance.now() + WITHIN;
    while ((this.current.count < everybody || this.here.size < everybody) && performance.now() < due)
      await Bun.sleep(10);
  }

  async #back(user: number, after: number | undefined): Promise<void> {
    for (let tried = 0; ; tried++) {
      const wait = tried === 0 && after !== undefined ? after : Math.random() * Math.min(CAP, FIRST * 2 ** tried);
      await Bun.sleep(wait);
      try {
        await this.crowd.comeBack([user]);
        this.here.add(user);
        this.current.record(performance.now() - this.#began);
        return;
      } catch {
        // the server is not there yet
      }
    }
  }
}

async function generate(run: Run): Promise<Report> {
  const crowd = new Crowd(run);
  const { users } = run.population;
  await crowd.gather(people(users - POSTERS, users));
  await crowd.gather(people(0, users - POSTERS));
  await post(crowd, run, 1);
  await crowd.settle();

  const returning = new Returning(crowd, run);
  const system = systemOf(run.target);
  const curve = new Curve(system);
  const talk = keepTalking(crowd, run, returning.here);
  let generator = 0;
  const once = async (name: string, signal: "SIGUSR1" | "SIGUSR2"): Promise<Figures> => {
    await Bun.sleep(REST);
    const account = new Account(system);
    returning.begin();
    curve.mark(name);
    process.kill(run.target.pid, signal);
    await returning.all();
    const usage = account.read();
    curve.mark("all current");
    generator = Math.max(generator, usage.generator);
    const { reads, resets } = await counted(run.target);
    return {
      [`${name}Current`]: returning.current.count,
      [`${name}50`]: returning.current.quantile(0.5) / 1000,
      [`${name}99`]: returning.current.quantile(0.99) / 1000,
      [`${name}All`]: returning.current.max / 1000,
      [`${name}Cpu`]: (usage.server * 1e6) / users,
      [`${name}Reads`]: reads / users,
      [`${name}Resets`]: resets,
    };
  };
  const inOrder = await once("restarted", "SIGUSR1");
  const killed = await once("killed", "SIGUSR2");
  await Bun.sleep(REST);
  talk.stop();
  await crowd.settle();
  curve.stop();
  const figures = {
    clients: users,
    ...inOrder,
    ...killed,
    peak: Math.max(...curve.samples.map(({ bytes }) => bytes)) / 2 ** 20,
  };
  crowd.leave();
  return { figures, faults: crowd.ledger.faults(), generator, curve: { samples: curve.samples, marks: curve.marks } };
}

/** Messages go on in all conversations in turn, from whoever is connected. */
function keepTalking(crowd: Crowd, { population }: Run, here: ReadonlySet<number>): { stop(): void } {
  let next = 0;
  const timer = setInterval(() => {
    const conversation = next++ % population.conversations.length;
    const poster = population.conversations[conversation]?.at(-1) ?? 0;
    if (here.has(poster)) crowd.send(poster, conversation, performance.now());
  }, 1000 / RATE);
  return { stop: () => clearInterval(timer) };
}

/** What the process that serves now has asked of its store since it began, and who had to read anew. */
async function counted({ hostname, port }: Target): Promise<{ reads: number; resets: number }> {
  const text = await (await fetch(`http://${hostname}:${port}/metrics`)).text();
  const sum = (pattern: RegExp): number => text.matchAll(pattern).reduce((all, [, value]) => all + Number(value), 0);
  return {
    reads: sum(/^skein_store_reads_total\{.*\} (\d+)/gm),
    resets: sum(/^skein_hellos_total\{result="reset".*\} (\d+)/gm),
  };
}

const columns = (name: string) => [
  { key: `${name}Current`, title: `${name}: current again`, digits: 0 },
  { key: `${name}50`, title: "p50 s", digits: 2 },
  { key: `${name}99`, title: "p99 s", digits: 2 },
  { key: `${name}All`, title: "all current after s", digits: 2, chart: true as const },
  { key: `${name}Cpu`, title: "CPU µs a client", digits: 0, chart: true as const },
  { key: `${name}Reads`, title: "reads of the database a client", digits: 3 },
];

export const restart: Workload = {
  name: "restart",
  about:
    "15,000 people connected while messages go on; the server is started anew in order, then killed and started anew; everybody dials again as the SDK does",
  peers: ["skein"],
  recovery: true,
  restarts: true,
  population: storm.population,
  generate,
  columns: [
    { key: "clients", title: "clients", digits: 0 },
    ...columns("restarted"),
    ...columns("killed"),
    { key: "peak", title: "RSS MB at most", digits: 0 },
  ],
  goals: [
    {
      text: "seconds from the stop in order until all are current",
      measure: (of) => of("skein", "restartedAll"),
      atMost: 10,
    },
    { text: "seconds from the kill until all are current", measure: (of) => of("skein", "killedAll"), atMost: 10 },
    {
      text: "reads of the database a client, started anew in order",
      measure: (of) => of("skein", "restartedReads"),
      atMost: 0.1,
    },
    { text: "reads of the database a client, killed", measure: (of) => of("skein", "killedReads"), atMost: 0.1 },
  ],
};
