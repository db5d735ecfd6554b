import { expect, test } from "bun:test";
import { Bucket } from "./bucket.ts";

test("gives the burst at once, then the rate, and says how long to wait", () => {
  const bucket = new Bucket({ rate: 10, burst: 3 }, 0);
  expect([bucket.take(0), bucket.take(0), bucket.take(0), bucket.take(0)]).toEqual([0, 0, 0, 100]);
  expect(bucket.take(99)).toBe(1);
  expect(bucket.take(100)).toBe(0);
  expect(bucket.take(100_000)).toBe(0);
  expect(bucket.take(100_000, 5)).toBeGreaterThan(0);
});

test("a clock that goes back fills nothing and locks nobody out", () => {
  const bucket = new Bucket({ rate: 10, burst: 1 }, 1_000_000);
  expect(bucket.take(1_000_000)).toBe(0);
  expect(bucket.take(0)).toBe(100);
  expect(bucket.take(100)).toBe(0);
});
