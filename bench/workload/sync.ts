import { Histogram } from "../measure/histogram.ts";
import { Account } from "../measure/account.ts";
import { systemOf } from "../peer/peer.ts";
import type { Report, Run, Workload } from "./workload.ts";

const CONVERSATIONS = 1_500;
/** People who are in all conversations. */
const PEOPLE = 10;

async function generate(run: Run): Promise<Report> {
  const { dialect } = run.peer;
  if (!dialect.openSync) throw new Error(`${run.peer.name} has no sync to measure`);
  const faults: string[] = [];
  const account = new Account(systemOf(run.target));
  const list = new Histogram();
  const nothing = new Histogram();
  let first = 0;
  let bytes = 0;
  for (let turn = 0; turn < (run.quick ? 10 : 100); turn++) {
    // Each turn is another person with as many conversations, so no turn warms the next one's rows.
    const user = turn % PEOPLE;
    const { listed, listMs, listBytes, deltaMs } = await dialect.openSync(run.target, user);
    if (listed !== run.population.conversations.length)
      faults.push(`person ${user} was listed ${listed} conversations`);
    if (turn === 0) first = listMs;
    list.record(listMs);
    nothing.record(deltaMs);
    bytes = listBytes;
  }
  const figures = {
    first,
    list50: list.quantile(0.5),
    list99: list.quantile(0.99),
    listMax: list.max,
    listKb: bytes / 1024,
    delta50: nothing.quantile(0.5),
    delta99: nothing.quantile(0.99),
  };
  return { figures, faults: faults.slice(0, 5), generator: account.read().generator };
}

export const sync: Workload = {
  name: "sync",
  about: "a device that knows nothing reads 1,500 conversations; a device that missed nothing resumes",
  peers: ["skein"],
  recovery: false,
  population: () => ({
    users: PEOPLE,
    conversations: Array.from({ length: CONVERSATIONS }, () => Array.from({ length: PEOPLE }, (_, user) => user)),
  }),
  generate,
  columns: [
    { key: "first", title: "cold list ms, first after the start", digits: 1, chart: true },
    { key: "list50", title: "cold list p50 ms", digits: 1, chart: true },
    { key: "list99", title: "p99", digits: 1 },
    { key: "listMax", title: "max", digits: 1 },
    { key: "listKb", title: "KB", digits: 0 },
    { key: "delta50", title: "delta of nothing p50 ms", digits: 2 },
    { key: "delta99", title: "p99", digits: 2 },
  ],
  goals: [
    { text: "cold list of 1,500 conversations, ms", measure: (of) => of("skein", "list99"), atMost: 100 },
    { text: "delta of nothing, p50 ms", measure: (of) => of("skein", "delta50"), atMost: 1 },
  ],
};
