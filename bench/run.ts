import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Job } from "./generate.ts";
import { inBench } from "./peer/process.ts";
import type { Peer } from "./peer/peer.ts";
import type { Figures, Report, Workload } from "./workload/workload.ts";

/** A generator that is busier than this measures itself. */
const BUSIEST = 0.8;

/** What one peer did in one workload. */
export interface Outcome {
  readonly peer: string;
  readonly about: string;
  readonly ack: string;
  readonly figures: Figures;
  /** The generator's share of a core, 0…1. */
  readonly generator: number;
  /** Why the figures do not count; empty when they do. */
  readonly faults: readonly string[];
  readonly curve?: Report["curve"];
}

/** Runs one workload against one peer: server and generator each in a process of their own, data in a new folder. */
export async function runOnce(
  workload: Workload,
  peer: Peer,
  { earlier, quick }: Pick<Job, "earlier" | "quick">,
): Promise<Outcome> {
  await Bun.write(inBench("results", ".keep"), "");
  // Beside the results, not in /tmp, which may live in memory: an fsync must cost what it costs.
  const folder = await mkdtemp(inBench("results", "run-"));
  try {
    const population = workload.population(quick);
    const { recovery, restarts = false } = workload;
    const running = await peer.start({ population, folder, recovery, restarts });
    try {
      const job: Job = { workload: workload.name, peer: peer.name, target: running.target, population, earlier, quick };
      return outcome(peer, await generateIn(folder, job));
    } finally {
      await running.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function generateIn(folder: string, job: Job): Promise<Report> {
  const file = join(folder, "job.json");
  await Bun.write(file, JSON.stringify(job));
  const child = Bun.spawn([process.execPath, inBench("generate.ts"), file], { stdout: "pipe", stderr: "inherit" });
  const said = await new Response(child.stdout).text();
  const line = said.split("\n").findLast((candidate) => candidate.startsWith("report "));
  if (line === undefined) throw new Error(`The generator ended with ${await child.exited} and without a report`);
  return JSON.parse(line.slice("report ".length)) as Report;
}

function outcome(peer: Peer, { figures, faults, generator, curve }: Report): Outcome {
  const busy = generator > BUSIEST ? [`the generator used ${Math.round(generator * 100)} % of its core`] : [];
  return {
    peer: peer.name,
    about: peer.about,
    ack: peer.ack,
    figures,
    generator,
    faults: [...faults, ...busy],
    ...(curve && { curve }),
  };
}
