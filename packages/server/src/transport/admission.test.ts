import { expect, test } from "bun:test";
import { Admission } from "./admission.ts";

const bound = { connections: 100, unprovenPerAddress: 50, connectRate: { rate: 10, burst: 20 } };
/** Everyone has an address of their own. */
const address = (i: number): string => `198.51.100.${i}`;

test("[CONN-15] a storm is let in as far as the bucket goes, then as fast as it fills", () => {
  let now = 1_000_000;
  const admission = new Admission(bound, () => now);
  const come = (count: number): number =>
    Array.from({ length: count }, (_, i) => admission.enter(address(i))).filter((away) => away === undefined).length;
  expect(come(60)).toBe(20);
  expect(come(1)).toBe(0);
  now += 500;
  expect(come(60)).toBe(5);
  now += 60_000;
  expect(come(60)).toBe(20);
  expect(admission.open).toBe(45);
});

test("[CONN-15] those who are turned away at one moment come back one behind the other, and then are let in", () => {
  let now = 1_000_000;
  const admission = new Admission(bound, () => now);
  const began = now;
  const away = Array.from({ length: 60 }, (_, i) => admission.enter(address(i))).filter((one) => one !== undefined);
  expect(away.filter(({ why }) => why === "storm")).toHaveLength(40);
  expect(away.map(({ after }) => after)).toEqual(Array.from({ length: 40 }, (_, i) => 100 * (i + 1)));
  // each comes when told, and there is a place
  for (const [i, { after }] of away.entries()) {
    now = began + after;
    expect(admission.enter(address(i))).toBeUndefined();
  }
});

test("[CONN-15] nobody is sent away for longer than half a minute, also where the clock goes back", () => {
  let now = 1_000_000;
  const admission = new Admission(bound, () => now);
  const all = Array.from({ length: 2_000 }, (_, i) => admission.enter(address(i))?.after ?? 0);
  expect(Math.max(...all)).toBeLessThanOrEqual(30_000);
  expect(Math.max(...all)).toBeGreaterThan(29_000);
  now -= 3_600_000;
  expect(admission.enter("203.0.113.1")?.after ?? 0).toBeLessThan(30_000);
});

test("[CONN-11][LIMIT-4] a full server spreads those whom it turns away; one address that asks too much takes nobody's place", () => {
  const now = 1_000_000;
  const admission = new Admission({ ...bound, connections: 60, connectRate: { rate: 10, burst: 1_000 } }, () => now);
  const flood = Array.from({ length: 55 }, () => admission.enter("203.0.113.9"));
  expect(flood.slice(50)).toEqual(Array.from({ length: 5 }, () => ({ why: "full", after: 5_000 })));
  for (let i = 0; i < 10; i++) expect(admission.enter(address(i))).toBeUndefined();
  expect([1, 2, 3].map((i) => admission.enter(address(i)))).toEqual([
    { why: "full", after: 5_000 },
    { why: "full", after: 5_100 },
    { why: "full", after: 5_200 },
  ]);
  admission.leave();
  expect(admission.enter(address(11))).toBeUndefined();
});
