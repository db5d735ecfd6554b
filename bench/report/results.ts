import { inBench } from "../peer/process.ts";
import { WORKLOADS } from "../workload/table.ts";
import type { Workload } from "../workload/workload.ts";
import { drawCurve } from "./curve.ts";
import type { Result } from "./result.ts";
import { markdownTable } from "./table.ts";

export async function keep(result: Result, chart: string): Promise<void> {
  await Bun.write(inBench("results", `${result.workload}.json`), `${JSON.stringify(result, null, 2)}\n`);
  await Bun.write(inBench("results", `${result.workload}.svg`), chart);
  for (const { peer, curve } of result.outcomes)
    if (curve) await Bun.write(inBench("curves", curveFile(result, peer)), drawCurve(peer, curve.samples, curve.marks));
}

/** Writes RESULTS.md anew from the latest kept result of each workload; what was measured elsewhere stays as it stands there. */
export async function writeSummary(): Promise<void> {
  const summary = Bun.file(inBench("RESULTS.md"));
  const there = (await summary.exists()) ? await summary.text() : "";
  const parts = ["# Results", "", "Written by `npm run bench`; what each figure means is in README.md.", ""];
  for (const workload of WORKLOADS) {
    const file = Bun.file(inBench("results", `${workload.name}.json`));
    const section = (await file.exists())
      ? sectionOf(workload, (await file.json()) as Result)
      : there.split(/^(?=## )/m).find((part) => part.startsWith(`## ${workload.name}\n`));
    if (section) parts.push(section.trimEnd(), "");
  }
  await Bun.write(summary, parts.join("\n"));
}

/** Beside the tables, so that whoever reads them sees it. */
function curveFile({ workload }: Result, peer: string): string {
  return `${workload}-${peer}.svg`;
}

function sectionOf(workload: Workload, result: Result): string {
  const load = result.load === undefined ? "" : ` Load before it: ${result.load.toFixed(1)}.`;
  const rounds = (result.rounds ?? 1) > 1 ? ` Medians of ${result.rounds} rounds in turns.` : "";
  const when = `${capital(workload.about)}. ${result.at.slice(0, 10)}, ${result.machine}.${load}${rounds}`;
  return [`## ${workload.name}`, "", when, "", markdownTable(workload, result), ...curvesOf(result)].join("\n");
}

function curvesOf(result: Result): string[] {
  const drawn = result.outcomes.filter(({ curve }) => curve);
  return drawn.flatMap(({ peer }) => ["", `![${peer} over time](curves/${curveFile(result, peer)})`]);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
