import type { Dialect, Inserted } from "../peer/peer.ts";
import { keyOf, WINDOWS } from "./one-to-one.ts";
import type { Figures, Report, Run } from "./workload.ts";

/** Rows of a batch where no nodes were measured before. */
const SIZE = 256;
/** Whose batches the bare limit repeats, by name of the peer. */
const LIKE: Readonly<Record<string, string>> = { "postgres-1": "skein-1", "postgres-2": "skein-2" };

/**
 * Inserts rows as nodes of the same run did: batches as large as theirs were, last with the heads and marks that messages
 * move. This process is the whole client.
 */
export async function insertAsNodesDid(run: Run, open: NonNullable<Dialect["openBatches"]>): Promise<Report> {
  await using batches = open(run.target, run.population);
  const like = run.earlier[LIKE[run.peer.name] ?? ""];
  const sizeAt = (window: number) => Math.max(1, Math.round(like?.[`batch${window}`] ?? SIZE));
  const seconds = run.quick ? 2 : 8;
  const figures: Figures = {};
  for (const window of WINDOWS) figures[`batch${window}`] = sizeAt(window);
  await batches.insert({ size: SIZE, what: "entries", seconds: run.quick ? 1 : 3 });
  const found = new Map<number | string, Inserted>();
  for (const window of WINDOWS)
    found.set(window, await batches.insert({ size: sizeAt(window), what: "entries", seconds }));
  found.set("All", await batches.insert({ size: sizeAt(4), what: "all", seconds }));
  for (const [stretch, inserted] of found) note(figures, stretch, inserted);
  // it generates nothing: what it does is the work itself
  return { figures, faults: [...found.values()].flatMap(({ faults }) => faults), generator: 0 };
}

function note(figures: Figures, stretch: number | string, { rows, usage, took }: Inserted): void {
  const postgres = (usage.server * 1e6) / rows;
  const own = (usage.generator * usage.seconds * 1e6) / rows;
  figures[keyOf("rate", stretch)] = rows / usage.seconds;
  figures[keyOf("cpu", stretch)] = postgres + own;
  figures[keyOf("nodes", stretch)] = own;
  figures[keyOf("postgres", stretch)] = postgres;
  figures[keyOf("batchMs", stretch)] = took.quantile(0.5);
}
