import { expect, test } from "bun:test";
import { SeededRandom } from "./random.ts";

const numbers = (random: SeededRandom): number[] => Array.from({ length: 100 }, random.next);

test("the same seed gives the same numbers, another seed or fork others", () => {
  expect(numbers(new SeededRandom(7))).toEqual(numbers(new SeededRandom(7)));
  expect(numbers(new SeededRandom(7))).not.toEqual(numbers(new SeededRandom(8)));
  const parent = new SeededRandom(7);
  expect(numbers(parent.fork())).not.toEqual(numbers(parent.fork()));
});

test("numbers are spread evenly, ends included", () => {
  const random = new SeededRandom(1);
  const found = new Map<number, number>();
  for (let i = 0; i < 6_000; i++) {
    const n = random.integer(1, 6);
    found.set(n, (found.get(n) ?? 0) + 1);
  }
  expect([...found.keys()].toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6]);
  for (const times of found.values()) expect(Math.abs(times - 1_000)).toBeLessThan(150);
});

test("weights say how often", () => {
  const random = new SeededRandom(1);
  const found = { often: 0, seldom: 0, never: 0 };
  for (let i = 0; i < 1_000; i++) found[random.weighted({ often: 9, seldom: 1, never: 0 })] += 1;
  expect(found.never).toBe(0);
  expect(found.often).toBeGreaterThan(850);
});
