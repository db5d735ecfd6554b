import { expect, test } from "bun:test";
import { Histogram } from "./histogram.ts";

test("quantiles stay within 1/64 of the exact ones, over six orders of magnitude", () => {
  const histogram = new Histogram();
  const exact: number[] = [];
  for (let i = 0; i < 20_000; i++) {
    const ms = 0.1 * 1.0005 ** i;
    exact.push(ms);
    histogram.record(ms);
  }
  for (const q of [0.01, 0.5, 0.9, 0.99, 0.999, 1]) {
    const wanted = exact[Math.ceil(exact.length * q) - 1] ?? 0;
    expect(Math.abs(histogram.quantile(q) - wanted) / wanted).toBeLessThan(1 / 64 + 0.001);
  }
  expect(histogram.max).toBeCloseTo(exact.at(-1) ?? 0, 2);
});

test("an empty histogram and a cleared one say 0", () => {
  const histogram = new Histogram();
  expect(histogram.quantile(0.99)).toBe(0);
  histogram.record(5);
  histogram.clear();
  expect([histogram.count, histogram.max, histogram.quantile(0.5)]).toEqual([0, 0, 0]);
});
