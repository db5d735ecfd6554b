import { loadavg } from "node:os";
import { readArguments, USAGE } from "./arguments.ts";
import { peerNamed } from "./peer/table.ts";
import { drawChart } from "./report/chart.ts";
import type { Result } from "./report/result.ts";
import { keep, writeSummary } from "./report/results.ts";
import { together } from "./report/rounds.ts";
import { textTable } from "./report/table.ts";
import { machine } from "./report/machine.ts";
import { type Outcome, runOnce } from "./run.ts";
import type { Workload } from "./workload/workload.ts";

const given = readArguments(process.argv.slice(2));
if (!given) {
  console.error(USAGE);
  process.exit(2);
}
for (const workload of given.workloads) await measure(workload);
if (whole()) await writeSummary();

async function measure(workload: Workload): Promise<void> {
  console.log(`\n${workload.name}: ${workload.about}`);
  const [load = 0] = loadavg();
  const peers = workload.peers.filter((peer) => given?.peers?.has(peer) ?? true);
  const rounds: Outcome[][] = [];
  for (let i = 0; i < (given?.rounds ?? 1); i++) rounds.push(await measureAll(workload, peers));
  const outcomes = peers.flatMap(
    (name) => together(rounds.flatMap((round) => round.filter(({ peer }) => peer === name))) ?? [],
  );
  if (outcomes.length === 0) return;
  const at = new Date().toISOString();
  const result = {
    workload: workload.name,
    at,
    machine: machine(),
    load,
    rounds: rounds.length,
    outcomes,
  } satisfies Result;
  console.log(textTable(workload, result));
  if (whole()) await keep(result, drawChart(workload, result));
}

/** One peer after the other. */
async function measureAll(workload: Workload, peers: readonly string[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const name of peers) {
    const outcome = await measurePeer(workload, name, outcomes);
    if (outcome) outcomes.push(outcome);
  }
  return outcomes;
}

/** Only a full run beside all peers is kept: figures of different runs do not stand beside each other. */
function whole(): boolean {
  return given !== undefined && !given.quick && given.peers === undefined;
}

async function measurePeer(workload: Workload, name: string, before: readonly Outcome[]): Promise<Outcome | undefined> {
  const peer = peerNamed(name);
  if (!peer) return undefined;
  const missing = peer.missing();
  if (missing !== undefined) {
    console.log(`  ${name}: left out. ${missing}`);
    return undefined;
  }
  console.log(`  ${name} …`);
  const earlier = Object.fromEntries(before.map(({ peer: done, figures }) => [done, figures]));
  return await runOnce(workload, peer, { earlier, quick: given?.quick ?? false });
}
