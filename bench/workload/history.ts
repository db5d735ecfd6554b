import { Account } from "../measure/account.ts";
import { Histogram } from "../measure/histogram.ts";
import { systemOf } from "../peer/peer.ts";
import { type Report, ratio, type Run, type Workload } from "./workload.ts";

const MESSAGES = 1_000_000;
/** Operations to a message. */
const DONE = 0.05;
const PAGE = 50;

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
  for (let n = 0; n < pages / 10; n += 1) {
    await history.page(somewhere(), PAGE);
    history.raw(somewhere(), PAGE);
  }
  const rawTimes = new Histogram();
  const own = process.cpuUsage();
  for (let n = 0; n < pages; n += 1) {
    const began = performance.now();
    history.raw(somewhere(), PAGE);
    rawTimes.record(performance.now() - began);
  }
  const used = process.cpuUsage(own);
  const times = new Histogram();
  const account = new Account(systemOf(run.target));
  let folded = 0;
  for (let n = 0; n < pages; n += 1) {
    const began = performance.now();
    const page = await history.page(somewhere(), PAGE);
    times.record(performance.now() - began);
    folded += page.folded;
    if (page.entries !== PAGE) faults.push(`a page of ${page.entries}`);
  }
  const usage = account.read();
  // many at once: what a page costs when the way to the server and back is shared
  const together = async (size: number) => {
    const account = new Account(systemOf(run.target));
    let next = 0;
    const reader = async (): Promise<void> => {
      while (next++ < pages) await history.page(somewhere(), size);
    };
    await Promise.all(Array.from({ length: 20 }, reader));
    return account.read();
  };
  const shared = await together(PAGE);
  // a page of one message is nearly all way: what is beyond it is the page
  const way = await together(1);
  history.close();
  if (head < messages) faults.push(`only ${head} entries`);
  const figures = {
    entries: head,
    folded: folded / pages,
    raw50: rawTimes.quantile(0.5),
    raw99: rawTimes.quantile(0.99),
    rawCpu: (used.user + used.system) / pages,
    page50: times.quantile(0.5),
    page99: times.quantile(0.99),
    cpu: (usage.server * 1e6) / pages,
    cpuTogether: (shared.server * 1e6) / pages,
    cpuWay: (way.server * 1e6) / pages,
    cpuPage: ((shared.server - way.server) * 1e6) / pages,
    pagesTogether: pages / shared.seconds,
  };
  return { figures, faults: faults.slice(0, 5), generator: shared.generator };
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
    { key: "page50", title: "page over the link p50 ms", digits: 3, chart: true },
    { key: "page99", title: "p99", digits: 3 },
    { key: "cpu", title: "CPU µs a page", digits: 0 },
    { key: "cpuTogether", title: "20 readers: CPU µs a page", digits: 0 },
    { key: "cpuWay", title: "a page of one message", digits: 0 },
    { key: "cpuPage", title: "the page itself", digits: 0 },
    { key: "pagesTogether", title: "pages/s", digits: 0 },
  ],
  goals: [
    {
      text: "CPU of a page, 20 readers, without the way there and back, beside the bare query",
      measure: (of) => ratio(of("skein", "cpuPage"), of("skein", "rawCpu")),
      atMost: 2,
    },
    {
      text: "CPU of a page, 20 readers, beside the bare query",
      measure: (of) => ratio(of("skein", "cpuTogether"), of("skein", "rawCpu")),
      atMost: 2,
    },
    {
      text: "a page over the link beside the bare query, p50",
      measure: (of) => ratio(of("skein", "page50"), of("skein", "raw50")),
      atMost: 2,
    },
  ],
};
