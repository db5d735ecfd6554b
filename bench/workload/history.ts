import { Account, type System, type Usage } from "../measure/account.ts";
import { Histogram } from "../measure/histogram.ts";
import { systemOf } from "../peer/peer.ts";
import { type Report, ratio, type Run, type Workload } from "./workload.ts";

const MESSAGES = 1_000_000;
/** Operations to a message. */
const DONE = 0.05;
const PAGE = 50;
const READERS = 20;

async function generate(run: Run): Promise<Report> {
  const { dialect } = run.peer;
  if (!dialect.openHistory) throw new Error(`${run.peer.name} has no history to measure`);
  const history = await dialect.openHistory(run.target);
  const faults: string[] = [];
  const messages = run.quick ? 20_000 : MESSAGES;
  const pages = run.quick ? 200 : 5_000;
  const head = await history.fill(messages, DONE);
  // pages of the talk itself: operations stand behind it, as their messages were long ago
  const somewhere = () => PAGE + 1 + Math.floor(Math.random() * (messages - PAGE));
  // what is compiled on the way is no page's cost
  for (let n = 0; n < pages / 2; n += 1) {
    await history.page(somewhere(), PAGE);
    history.raw(somewhere(), PAGE);
    await history.own(somewhere(), PAGE);
  }
  const raw = await inProcess(pages, () => history.raw(somewhere(), PAGE));
  const own = await inProcess(pages, () => history.own(somewhere(), PAGE));
  let folded = 0;
  const look = async (size: number): Promise<void> => {
    const page = await history.page(somewhere(), size);
    folded += page.folded;
    if (page.entries !== size) faults.push(`a page of ${page.entries}`);
  };
  const lookBare = async (size: number): Promise<void> => {
    const entries = await history.bare.page(somewhere(), size);
    if (entries !== size) faults.push(`a bare page of ${entries}`);
  };
  const [server, bareServer] = [systemOf(run.target), { server: [history.bare.pid] }];
  const one = await pagesOf(server, pages, 1, () => look(PAGE));
  const inOne = folded / pages;
  const bareOne = await pagesOf(bareServer, pages, 1, () => lookBare(PAGE));
  // many at once: what a page costs when the way to the server and back is shared
  const shared = await pagesOf(server, pages, READERS, () => look(PAGE));
  const bareShared = await pagesOf(bareServer, pages, READERS, () => lookBare(PAGE));
  // a page of one message is nearly all way
  const way = await pagesOf(server, pages, READERS, () => look(1));
  await history.close();
  if (head < messages) faults.push(`only ${head} entries`);
  const micros = ({ usage }: Pages) => (usage.server * 1e6) / pages;
  const figures = {
    entries: head,
    folded: inOne,
    raw50: raw.times.quantile(0.5),
    raw99: raw.times.quantile(0.99),
    rawCpu: raw.cpu,
    own50: own.times.quantile(0.5),
    own99: own.times.quantile(0.99),
    ownCpu: own.cpu,
    bare50: bareOne.times.quantile(0.5),
    bare99: bareOne.times.quantile(0.99),
    bareCpu: micros(bareOne),
    page50: one.times.quantile(0.5),
    page99: one.times.quantile(0.99),
    cpu: micros(one),
    bareTogether: micros(bareShared),
    cpuTogether: micros(shared),
    cpuWay: micros(way),
    pagesTogether: pages / shared.usage.seconds,
    barePagesTogether: pages / bareShared.usage.seconds,
  };
  return {
    figures,
    faults: faults.slice(0, 5),
    generator: Math.max(shared.usage.generator, bareShared.usage.generator),
  };
}

/** Looks in this process, one after the other; CPU in µs a look. */
async function inProcess(
  count: number,
  look: () => unknown,
): Promise<{ readonly times: Histogram; readonly cpu: number }> {
  const times = new Histogram();
  const before = process.cpuUsage();
  for (let n = 0; n < count; n += 1) {
    const began = performance.now();
    const page = look();
    // a promise where there is none would be time of its own
    if (page instanceof Promise) await page;
    times.record(performance.now() - began);
  }
  const { user, system } = process.cpuUsage(before);
  return { times, cpu: (user + system) / count };
}

interface Pages {
  readonly times: Histogram;
  readonly usage: Usage;
}

/** So many looks by so many readers, each of whom looks again when they have their page. */
async function pagesOf(system: System, count: number, readers: number, look: () => Promise<void>): Promise<Pages> {
  const times = new Histogram();
  const account = new Account(system);
  let next = 0;
  const reader = async (): Promise<void> => {
    while (next++ < count) {
      const began = performance.now();
      await look();
      times.record(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: readers }, reader));
  return { times, usage: account.read() };
}

export const history: Workload = {
  name: "history",
  about: "random pages of 50 from a talk of 1,000,000 messages, folded, beside the bare query on the same file",
  peers: ["skein"],
  recovery: false,
  population: () => ({ users: 2, conversations: [[0, 1]] }),
  generate,
  columns: [
    { key: "entries", title: "entries", digits: 0 },
    { key: "folded", title: "folded in a page", digits: 1 },
    { key: "raw50", title: "bare query p50 ms", digits: 3, chart: true },
    { key: "raw99", title: "p99", digits: 3 },
    { key: "rawCpu", title: "CPU µs", digits: 0 },
    { key: "own50", title: "a page without a link p50 ms", digits: 3, chart: true },
    { key: "own99", title: "p99", digits: 3 },
    { key: "ownCpu", title: "CPU µs", digits: 0 },
    { key: "bare50", title: "the bare query over a bare link p50 ms", digits: 3, chart: true },
    { key: "bare99", title: "p99", digits: 3 },
    { key: "bareCpu", title: "CPU µs", digits: 0 },
    { key: "page50", title: "a page over a link p50 ms", digits: 3, chart: true },
    { key: "page99", title: "p99", digits: 3 },
    { key: "cpu", title: "CPU µs", digits: 0 },
    { key: "bareTogether", title: "20 readers: bare CPU µs", digits: 0 },
    { key: "cpuTogether", title: "a page CPU µs", digits: 0, chart: true },
    { key: "cpuWay", title: "a page of one message", digits: 0 },
    { key: "barePagesTogether", title: "bare pages/s", digits: 0 },
    { key: "pagesTogether", title: "pages/s", digits: 0 },
  ],
  goals: [
    {
      text: "a page, folded, beside the bare query, both without a link: p50",
      measure: (of) => ratio(of("skein", "own50"), of("skein", "raw50")),
      atMost: 2,
    },
    {
      text: "the same in CPU",
      measure: (of) => ratio(of("skein", "ownCpu"), of("skein", "rawCpu")),
      atMost: 2,
    },
    {
      text: "CPU of a page, 20 readers, beside the bare query over a bare link",
      measure: (of) => ratio(of("skein", "cpuTogether"), of("skein", "bareTogether")),
      atMost: 2,
    },
    {
      text: "a page beside the bare query over a bare link, p50",
      measure: (of) => ratio(of("skein", "page50"), of("skein", "bare50")),
      atMost: 2,
    },
    {
      text: "CPU of a page, 20 readers, without the way there and back, beside the bare query without any",
      measure: (of) => ratio((of("skein", "cpuTogether") ?? 0) - (of("skein", "cpuWay") ?? 0), of("skein", "rawCpu")),
      atMost: 2,
    },
    {
      text: "CPU of a page, 20 readers, beside the bare query without any way",
      measure: (of) => ratio(of("skein", "cpuTogether"), of("skein", "rawCpu")),
      atMost: 2,
    },
  ],
};
