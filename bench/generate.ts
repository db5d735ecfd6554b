import { peerNamed } from "./peer/table.ts";
import type { Population, Target } from "./peer/peer.ts";
import { workloadNamed } from "./workload/table.ts";
import type { Figures } from "./workload/workload.ts";

/** What the harness hands to the generator's process, in a file. */
export interface Job {
  readonly workload: string;
  readonly peer: string;
  readonly target: Target;
  readonly population: Population;
  readonly earlier: Readonly<Record<string, Figures>>;
  readonly quick: boolean;
}

/** The generator's process: runs one workload against one peer that is up, and prints the report as its last line. */
const job = (await Bun.file(process.argv[2] ?? "").json()) as Job;
const workload = workloadNamed(job.workload);
const peer = peerNamed(job.peer);
if (!workload || !peer) throw new Error(`There is no workload ${job.workload} or no peer ${job.peer}`);
const { target, population, earlier, quick } = job;
const report = await workload.generate({ peer, target, population, earlier, quick });
console.log(`report ${JSON.stringify(report)}`);
// Links that the peer holds open would keep the process up.
process.exit(0);
