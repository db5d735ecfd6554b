import { expect, test } from "bun:test";
import { Histogram } from "../kit/histogram.ts";
import { Tally } from "../kit/tally.ts";
import type { MetricRow } from "./row.ts";
import { exposition } from "./text.ts";

test("rows as Prometheus reads them: what they are, labels in quotes, histograms with all below each bound", () => {
  const tally = new Tally();
  tally.add("a", 'say "hi"\\');
  tally.add("a", "");
  const seconds = new Histogram([0.1, 1]);
  for (const value of [0.0625, 0.5, 2]) seconds.observe(value);
  const rows: readonly MetricRow<{ readonly open: number }>[] = [
    { type: "gauge", name: "open", help: "Open now.", read: ({ open }) => open },
    { type: "counter", name: "asked_total", help: "Asked.", labels: ["what", "how"], read: () => tally.all() },
    { type: "histogram", name: "took_seconds", help: "Took.", labels: ["what"], read: () => [[["a"], seconds]] },
    { type: "gauge", name: "unknown", help: "Not told here.", read: () => undefined },
  ];
  expect(exposition(rows, { open: 3 })).toBe(`# HELP open Open now.
# TYPE open gauge
open 3
# HELP asked_total Asked.
# TYPE asked_total counter
asked_total{what="a",how="say \\"hi\\"\\\\"} 1
asked_total{what="a",how=""} 1
# HELP took_seconds Took.
# TYPE took_seconds histogram
took_seconds_bucket{what="a",le="0.1"} 1
took_seconds_bucket{what="a",le="1"} 2
took_seconds_bucket{what="a",le="+Inf"} 3
took_seconds_sum{what="a"} 2.5625
took_seconds_count{what="a"} 3
# HELP unknown Not told here.
# TYPE unknown gauge
`);
});
