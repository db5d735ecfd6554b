import { expect, test } from "bun:test";
import { amountsOf, median } from "./amounts.ts";
import { linearScale, powersScale } from "./scale.ts";

test("an axis ends at a round number above the greatest value, with a few round ones below it", () => {
  for (const [greatest, ticks] of [
    [0, [0, 1]],
    [1, [0, 1]],
    [7, [0, 5, 10]],
    [30, [0, 10, 20, 30]],
    [1_234, [0, 500, 1_000, 1_500]],
    [61.2, [0, 50, 100]],
  ] as const) {
    const scale = linearScale(greatest);
    expect([greatest, scale.ticks]).toEqual([greatest, [...ticks]]);
    expect(scale.at(greatest)).toBeLessThanOrEqual(1);
  }
});

test("delays stand on powers of ten, however far apart", () => {
  const { at, ticks } = powersScale(4_200);
  expect(ticks).toEqual([1, 10, 100, 1_000, 10_000]);
  expect([at(0), at(1), at(100), at(10_000)]).toEqual([0, 0, 0.5, 1]);
  expect(powersScale(0).ticks).toEqual([1, 10, 100]);
});

test("sizes and times are written in the unit that tells most", () => {
  const { bytes, ms, lasting } = amountsOf("en");
  expect([0, 999, 1_000, 12_345, 123_456, 2_500_000].map(bytes)).toEqual([
    "0 B",
    "999 B",
    "1 kB",
    "12.3 kB",
    "123 kB",
    "2.5 MB",
  ]);
  expect([0, 1, 999, 1_400].map(ms)).toEqual(["< 1 ms", "1 ms", "999 ms", "1.4 s"]);
  expect([25_000, 119_000, 150_000, 7_300_000, 200_000_000].map(lasting)).toEqual([
    "25 seconds",
    "119 seconds",
    "2 minutes",
    "2 hours",
    "2 days",
  ]);
  expect(median([])).toBeUndefined();
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 3, 2])).toBe(2);
});
