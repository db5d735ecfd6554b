import { expect, test } from "bun:test";
import { Histogram } from "./histogram.ts";

test("a value counts at its bound and above, never below", () => {
  const histogram = new Histogram([1, 2, 5]);
  for (const value of [0, 1, 1.5, 2, 5, 5.1, 1000]) histogram.observe(value);
  expect(histogram.cumulative()).toEqual({ upTo: [2, 4, 5], count: 7 });
  expect(histogram.sum).toBeCloseTo(1014.6);
});
