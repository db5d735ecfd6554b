import { Histogram } from "../kit/histogram.ts";
import type { MetricRow, Sample } from "./row.ts";

/** All rows with what the parts say now, in Prometheus' text format (version 0.0.4). */
export function exposition<Parts>(rows: readonly MetricRow<Parts>[], parts: Parts): string {
  return rows
    .map(
      (row) =>
        `${[`# HELP ${row.name} ${row.help}`, `# TYPE ${row.name} ${row.type}`, ...linesOf(row, parts)].join("\n")}\n`,
    )
    .join("");
}

function linesOf<Parts>({ name, labels = [], read }: MetricRow<Parts>, parts: Parts): string[] {
  const found = read(parts);
  if (found === undefined) return [];
  const samples: Iterable<Sample<number | Histogram>> =
    typeof found === "number" || found instanceof Histogram ? [[[], found]] : found;
  return [...samples].flatMap(([values, value]) => {
    const named = labels.map((label, i) => `${label}="${escaped(values[i] ?? "")}"`);
    return typeof value === "number" ? [line(name, named, value)] : histogram(name, named, value);
  });
}

function histogram(name: string, labels: readonly string[], value: Histogram): string[] {
  const { upTo, count } = value.cumulative();
  return [
    ...value.bounds.map((bound, i) => line(`${name}_bucket`, [...labels, `le="${bound}"`], upTo[i] ?? 0)),
    line(`${name}_bucket`, [...labels, 'le="+Inf"'], count),
    line(`${name}_sum`, labels, value.sum),
    line(`${name}_count`, labels, count),
  ];
}

function line(name: string, labels: readonly string[], value: number): string {
  return `${name}${labels.length > 0 ? `{${labels.join(",")}}` : ""} ${value}`;
}

function escaped(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}
