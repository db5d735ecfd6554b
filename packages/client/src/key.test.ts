import { expect, test } from "bun:test";
import { seeded } from "../test/virtual-clock.ts";
import { makeKey, systemRandom } from "./key.ts";

test("keys are UUIDv7: well formed, in the order of their time, and never the same", () => {
  const random = seeded(7);
  const keys = Array.from({ length: 2_000 }, (_, index) => makeKey(1_763_886_000_000 + index, random));
  for (const key of keys) expect(key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(keys.toSorted()).toEqual(keys);
  expect(new Set(keys).size).toBe(keys.length);
  expect(Number.parseInt(keys[0]?.replace("-", "").slice(0, 12) ?? "", 16)).toBe(1_763_886_000_000);
});

test("chance of the system is at least 0 and below 1", () => {
  for (let index = 0; index < 1_000; index += 1) {
    const value = systemRandom();
    expect(value >= 0 && value < 1).toBe(true);
  }
});
