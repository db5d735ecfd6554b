import { Histogram } from "../measure/histogram.ts";
import { Account, residentBytes } from "../measure/account.ts";
import { type Asker, systemOf } from "../peer/peer.ts";
import { people } from "./population.ts";
import { type Figures, type Report, ratio, type Run, type Workload } from "./workload.ts";

/** With those who come, as many as a group may have. */
const MEMBERS = 99_900;
const FEW = 10;
/** Members of the large group who are here; those of the small one are among them. */
const HERE = 500;
/** People who come in by a link, and leave. */
const COMERS = 100;
/** Messages a second into one group, and for how long. */
const RATE = 20;
const SECONDS = 15;
const LOOKS = 300;

/** Ms until each answer; a send that is late counts from when it was due. */
async function said(asker: Asker, conv: string, count: number): Promise<Histogram> {
  const times = new Histogram();
  const begun = performance.now();
  const under: Promise<void>[] = [];
  for (let n = 0; n < count; n++) {
    const due = begun + (n * 1000) / RATE;
    await Bun.sleep(Math.max(0, due - performance.now()));
    const message = { conv, key: Bun.randomUUIDv7(), kind: "text", body: { text: `message ${n} to all who are here` } };
    under.push(asker.ask("message.send", message).then(() => times.record(performance.now() - due)));
  }
  await Promise.all(under);
  return times;
}

async function times(count: number, what: (n: number) => Promise<unknown>): Promise<Histogram> {
  const found = new Histogram();
  for (let n = 0; n < count; n++) {
    const began = performance.now();
    await what(n);
    found.record(performance.now() - began);
  }
  return found;
}

function told(name: string, histogram: Histogram): Figures {
  return { [`${name}50`]: histogram.quantile(0.5), [`${name}99`]: histogram.quantile(0.99) };
}

async function generate(run: Run): Promise<Report> {
  const { dialect } = run.peer;
  const { ask } = dialect;
  if (!ask) throw new Error(`${run.peer.name} has no groups to measure`);
  const faults: string[] = [];
  const members = run.population.users - COMERS;
  const [big = "", small = ""] = run.target.conversations;
  const sends = run.quick ? 2 * RATE : SECONDS * RATE;
  const looks = run.quick ? 20 : LOOKS;
  const here: Asker[] = [];
  for (const user of people(0, Math.min(HERE, members))) here.push(await ask(run.target, user));
  const [owner, other] = here;
  if (!owner || !other) throw new Error("nobody is here");
  const somebody = (): string => `u${Math.floor(Math.random() * members)}`;
  const account = new Account(systemOf(run.target));
  const fresh = residentBytes(run.target.pid);
  await said(other, small, RATE);
  await said(other, big, RATE);
  const beforeBig = residentBytes(run.target.pid);
  const toFew = await said(other, small, sends);
  await Bun.sleep(1000);
  const heardBefore = here.reduce((sum, { entries }) => sum + entries, 0);
  const toAll = await said(other, big, sends);
  // a busy large group is told in windows; the last one ends within half a second
  await Bun.sleep(1000);
  const heard = here.reduce((sum, { entries }) => sum + entries, 0) - heardBefore;
  if (heard !== sends * here.length) faults.push(`${sends * here.length} deliveries due, ${heard} came`);
  const link = (await owner.ask("group.link.create", { conv: big })) as { code: string };
  const comers: Asker[] = [];
  for (const user of people(members, run.population.users)) comers.push(await ask(run.target, user));
  const joins = await times(
    comers.length,
    (n) => comers[n]?.ask("group.join", { code: link.code }) ?? Promise.resolve(),
  );
  const leaves = await times(comers.length, (n) => comers[n]?.ask("group.leave", { conv: big }) ?? Promise.resolve());
  const pages = await times(looks, () => other.ask("group.members", { conv: big, after: somebody(), limit: 100 }));
  const marks = await times(looks, () =>
    other.ask("conversation.members", { conv: big, after: somebody(), limit: 100 }),
  );
  const found = await times(looks, () =>
    other.ask("group.members", { conv: big, query: somebody().slice(0, 4), limit: 100 }),
  );
  const seen = Math.floor(here.length / 2);
  const { head } = (await other.ask("message.list", { conv: big, limit: 1 })) as { head: number };
  const place = (await owner.ask("message.send", {
    ...{ conv: big, key: Bun.randomUUIDv7(), kind: "text", body: { text: "who has read this?" } },
  })) as { seq: number };
  for (const one of here.slice(1, seen + 1))
    await one.ask("conversation.mark", { marks: [{ conv: big, read: place.seq }] });
  let read = { read: 0, of: 0 };
  const readers = await times(looks, async () => {
    read = (await owner.ask("message.readers", { conv: big, seq: place.seq, limit: 100 })) as typeof read;
  });
  if (read.read !== seen || read.of !== members - 1)
    faults.push(`${read.read} of ${read.of} have read, not ${seen} of ${members - 1}`);
  if (head < sends) faults.push(`the log ends at ${head}`);
  const usage = account.read();
  const figures = {
    members,
    ...told("few", toFew),
    ...told("all", toAll),
    ...told("join", joins),
    ...told("leave", leaves),
    ...told("page", pages),
    ...told("marks", marks),
    ...told("find", found),
    ...told("readers", readers),
    memory: (beforeBig - fresh) / 2 ** 20,
    total: residentBytes(run.target.pid) / 2 ** 20,
  };
  for (const one of [...here, ...comers]) one.close();
  return { figures, faults, generator: usage.generator };
}

const both = (key: string, title: string) => [
  { key: `${key}50`, title: `${title} p50 ms`, digits: 2 },
  { key: `${key}99`, title: "p99", digits: 2, chart: true as const },
];

export const large: Workload = {
  name: "large",
  about:
    "a group of 100,000 members, 500 of them here, beside one of 10: what a message, a look at its members and coming and going take",
  peers: ["skein"],
  recovery: false,
  population: (quick) => {
    const members = quick ? 5_000 : MEMBERS;
    return { users: members + COMERS, conversations: [[...people(0, members)], [...people(0, FEW)]] };
  },
  generate,
  columns: [
    { key: "members", title: "members", digits: 0 },
    ...both("few", "ack in a group of 10"),
    ...both("all", "ack in the large one"),
    ...both("join", "join"),
    ...both("leave", "leave"),
    ...both("page", "page of 100 members"),
    ...both("marks", "the same with marks"),
    ...both("find", "members by name"),
    ...both("readers", "who has read"),
    { key: "memory", title: "MB it takes in memory", digits: 1 },
    { key: "total", title: "RSS MB at the end", digits: 0 },
  ],
  goals: [
    {
      text: "ack p99 in the large group beside a group of 10",
      measure: (of) => ratio(of("skein", "all99"), of("skein", "few99")),
      atMost: 2,
    },
    { text: "join p99, ms", measure: (of) => of("skein", "join99"), atMost: 50 },
    { text: "leave p99, ms", measure: (of) => of("skein", "leave99"), atMost: 50 },
    { text: "page of members p99, ms", measure: (of) => of("skein", "page99"), atMost: 50 },
    { text: "page of members with marks p99, ms", measure: (of) => of("skein", "marks99"), atMost: 50 },
    { text: "members by name p99, ms", measure: (of) => of("skein", "find99"), atMost: 50 },
    { text: "who has read p99, ms", measure: (of) => of("skein", "readers99"), atMost: 50 },
  ],
};
