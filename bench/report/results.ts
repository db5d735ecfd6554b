import { inBench } from "../peer/process.ts";
import { WORKLOADS } from "../workload/table.ts";
import type { Result } from "./result.ts";
import { markdownTable } from "./table.ts";

export async function keep(result: Result, chart: string): Promise<void> {
  await Bun.write(inBench("results", `${result.workload}.json`), `${JSON.stringify(result, null, 2)}\n`);
  await Bun.write(inBench("results", `${result.workload}.svg`), chart);
}

/** Writes RESULTS.md anew from the latest kept result of each workload. */
export async function writeSummary(): Promise<void> {
  const parts = ["# Results", "", "Written by `npm run bench`; what each figure means is in README.md.", ""];
  for (const workload of WORKLOADS) {
    const file = Bun.file(inBench("results", `${workload.name}.json`));
    if (!(await file.exists())) continue;
    const result = (await file.json()) as Result;
    parts.push(
      `## ${workload.name}`,
      "",
      `${capital(workload.about)}. ${result.at.slice(0, 10)}, ${result.machine}.`,
      "",
    );
    parts.push(markdownTable(workload, result), "");
  }
  await Bun.write(inBench("RESULTS.md"), parts.join("\n"));
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
