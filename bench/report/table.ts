import type { Outcome } from "../run.ts";
import type { Workload } from "../workload/workload.ts";
import { judge } from "./goals.ts";
import type { Result } from "./result.ts";

/** Rows of cells: the head, then one a peer. */
function cells(workload: Workload, { outcomes }: Result): string[][] {
  const head = ["peer", ...workload.columns.map(({ title }) => title), "generator"];
  return [head, ...outcomes.map((outcome) => row(workload, outcome))];
}

function row(workload: Workload, { peer, figures, generator, faults }: Outcome): string[] {
  const figure = (key: string, digits: number) => {
    const value = figures[key];
    return value === undefined || Number.isNaN(value) ? "–" : format(value, digits);
  };
  return [
    faults.length > 0 ? `${peer} (not valid)` : peer,
    ...workload.columns.map(({ key, digits }) => figure(key, digits)),
    `${Math.round(generator * 100)} %`,
  ];
}

function format(value: number, digits: number): string {
  return value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** What a terminal shows: one line a figure, one column a peer, for a peer has more figures than a line has room. */
export function textTable(workload: Workload, result: Result): string {
  const rows = cells(workload, result);
  const lines = (rows[0] ?? []).map((_, column) => rows.map((cellsOfRow) => cellsOfRow[column] ?? ""));
  const widths = rows.map((_, at) => Math.max(...lines.map((line) => (line[at] ?? "").length)));
  const table = lines.map((line) =>
    line.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join("  "),
  );
  return [...table, ...footnotes(workload, result)].join("\n");
}

/** The same as Markdown, one row a peer. */
export function markdownTable(workload: Workload, result: Result): string {
  const [head = [], ...rows] = cells(workload, result);
  const line = (row: readonly string[]) => `| ${row.join(" | ")} |`;
  const rule = line(head.map((_, at) => (at === 0 ? "---" : "--:")));
  const notes = footnotes(workload, result).map((note) => `- ${note.trim()}`);
  return [line(head), rule, ...rows.map(line), "", ...notes].join("\n");
}

function footnotes(workload: Workload, result: Result): string[] {
  const goals = judge(workload, result).map(
    ({ text, value, reached }) => `  ${reached ? "reached" : "NOT reached"}: ${text}: ${format(value, 2)}`,
  );
  const faults = result.outcomes.flatMap(({ peer, faults: list }) => list.map((fault) => `  ${peer}: ${fault}`));
  return [...goals, ...faults];
}
