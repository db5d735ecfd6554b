import { expect, test } from "bun:test";
import { blocksOf, stretchesBack } from "./stretches.ts";

test("stretches go back over every batch once, and a batch bears the name of a block of its own stretch alone", () => {
  const lasts = [0, 1, 255, 256, 257, 511, 700, 16_384, 20_001, 131_071, 1_048_576, 1_300_007, 9_000_000, 700_000_000];
  for (const last of lasts) {
    let to = last;
    for (const { blocks, from } of stretchesBack(last)) {
      expect(from).toBeLessThanOrEqual(to);
      const within = [from, to, Math.floor((from + to) / 2), from + Math.floor((to - from) / 3)];
      if (blocks) {
        expect(blocks.length).toBe(2);
        for (const batch of within) expect(blocksOf(batch).filter((name) => blocks.includes(name))).toHaveLength(1);
        expect(blocksOf(from - 1).some((name) => blocks.includes(name))).toBeFalse();
      } else expect(from).toBe(0);
      to = from - 1;
    }
    expect(to).toBe(-1);
  }
});

test("the first looks are short, and few reach the beginning", () => {
  const lengths = [...stretchesBack(500_000)].map(({ from }) => 500_000 - from);
  expect(lengths[0]).toBeLessThan(512);
  expect(lengths.length).toBeLessThan(7);
});
