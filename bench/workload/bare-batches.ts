import type { Dialect, Inserted } from "../peer/peer.ts";
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
  const figures: Figures = { batch1: sizeAt(1), batch4: sizeAt(4), batch16: sizeAt(16) };
  await batches.insert({ size: SIZE, what: "entries", seconds: run.quick ? 1 : 3 });
  const one = await batches.insert({ size: sizeAt(1), what: "entries", seconds });
  const four = await batches.insert({ size: sizeAt(4), what: "entries", seconds });
  const sixteen = await batches.insert({ size: sizeAt(16), what: "entries", seconds });
  const all = await batches.insert({ size: sizeAt(4), what: "all", seconds });
  note(figures, "", one);
  note(figures, "4", four);
  note(figures, "16", sixteen);
  note(figures, "All", all);
  // it generates nothing: what it does is the work itself
  return { figures, faults: [one, four, all].flatMap(({ faults }) => faults), generator: 0 };
}

function note(figures: Figures, key: string, { rows, usage, took }: Inserted): void {
  const postgres = (usage.server * 1e6) / rows;
  const own = (usage.generator * usage.seconds * 1e6) / rows;
  figures[`rate${key}`] = rows / usage.seconds;
  figures[`cpu${key}`] = postgres + own;
  figures[`nodes${key}`] = own;
  figures[`postgres${key}`] = postgres;
  figures[`batchMs${key}`] = took.quantile(0.5);
}
