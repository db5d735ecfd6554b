import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { metricsManual } from "./manual.ts";
import { METRICS } from "./table.ts";

const OPERATE = join(import.meta.dir, "..", "..", "..", "..", "docs", "operate");
const read = (file: string) => readFileSync(join(OPERATE, file), "utf8");

interface Panel {
  readonly title: string;
  readonly type: string;
  readonly gridPos: { readonly x: number; readonly w: number };
  readonly targets?: readonly { readonly expr: string }[];
}

test("docs/operate/metrics.md is what the table gives", () => {
  expect(read("metrics.md")).toBe(metricsManual());
});

test("the dashboard asks for metrics that there are, by labels that they have, and leaves none out", () => {
  const { panels } = JSON.parse(read("dashboard.json")) as { panels: readonly Panel[] };
  const series = new Map(
    METRICS.flatMap((row): [string, string[]][] => {
      const labels = ["job", "instance", ...(row.labels ?? [])];
      if (row.type !== "histogram") return [[row.name, labels]];
      return ["bucket", "sum", "count"].map((part) => [`${row.name}_${part}`, [...labels, "le"]]);
    }),
  );
  const used = new Set<string>();
  for (const { title, type, gridPos, targets = [] } of panels) {
    expect([title, gridPos.x + gridPos.w <= 24]).toEqual([title, true]);
    expect([title, targets.length > 0]).toEqual([title, type !== "row"]);
    for (const { expr } of targets) {
      const names = [...expr.matchAll(/\b(?:skein|process)_\w+/g)].map(([name]) => name);
      expect([expr, names.filter((name) => !series.has(name))]).toEqual([expr, []]);
      const known = new Set(names.flatMap((name) => series.get(name) ?? []));
      const asked = [...expr.matchAll(/by \(([^)]*)\)/g)].flatMap(([, list = ""]) => list.split(", "));
      const picked = [...expr.matchAll(/(\w+)(?:=~|!=|=)"/g)].flatMap(([, label = ""]) => label);
      expect([expr, [...asked, ...picked].filter((label) => !known.has(label))]).toEqual([expr, []]);
      for (const name of names) used.add(name.replace(/_(bucket|sum|count)$/, ""));
    }
  }
  expect(METRICS.map(({ name }) => name).filter((name) => !used.has(name))).toEqual([]);
});

test("names are as Prometheus wants them, each once", () => {
  const names = METRICS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const { name, type, help } of METRICS) {
    expect(name).toMatch(/^(skein|process)_[a-z_]+$/);
    expect([name, name.endsWith("_total")]).toEqual([name, type === "counter"]);
    expect(help).toMatch(/\.$/);
  }
});
