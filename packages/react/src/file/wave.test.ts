import { expect, test } from "bun:test";
import { barsOf, waveOf } from "./wave.ts";

test("what was measured is seen again, whatever its length", () => {
  for (const length of [1, 3, 99, 100, 101, 5_000]) {
    const levels = Array.from({ length }, (_, at) => 0.4 * Math.abs(Math.sin(at)));
    const wave = waveOf(levels);
    expect(atob(wave).length).toBe(Math.min(100, length));
    const bars = barsOf(wave, 32);
    expect(bars).toHaveLength(32);
    for (const bar of bars) {
      expect(bar).toBeGreaterThanOrEqual(0);
      expect(bar).toBeLessThanOrEqual(1);
    }
  }
  // the loudest is as high as it goes, and silence is flat
  expect(Math.max(...barsOf(waveOf([0.1, 0.3, 0.2]), 3))).toBe(1);
  expect(Math.max(...barsOf(waveOf([0, 0.001, 0]), 3))).toBeLessThan(0.05);
});

test("nothing, and what is no wave, is flat", () => {
  expect(waveOf([])).toBe("");
  expect(barsOf(undefined, 3)).toEqual([0, 0, 0]);
  expect(barsOf("%%%", 2)).toEqual([0, 0]);
});
