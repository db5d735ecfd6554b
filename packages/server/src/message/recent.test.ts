import { expect, test } from "bun:test";
import { Recent } from "./recent.ts";

const entry = (pos: number, body = "{}") => ({ conv: "g:one", seq: pos, pos, from: "ann", key: null, at: 0, kind: "text", ref: null, count: pos, body });

test("tells the changes after a pos, latest first", () => {
  const recent = new Recent(10, { changes: 100, bytes: 1e6 });
  for (let pos = 11; pos <= 15; pos++) recent.add(entry(pos));
  expect(recent.since(12, 100)?.map(({ pos }) => pos)).toEqual([15, 14, 13]);
  expect(recent.since(15, 100)).toEqual([]);
  expect(recent.since(10, 100)?.length).toBe(5);
});

test("[SYNC-1] never tells a part: what came before, or was dropped, or is too much is undefined", () => {
  const recent = new Recent(10, { changes: 3, bytes: 1e6 });
  expect(recent.since(9, 100)).toBeUndefined();
  for (let pos = 11; pos <= 20; pos++) recent.add(entry(pos));
  expect(recent.since(16, 100)).toBeUndefined();
  expect(recent.since(17, 100)?.map(({ pos }) => pos)).toEqual([20, 19, 18]);
  expect(recent.since(17, 2)).toBeUndefined();
});

test("is bounded by bytes too, over many rounds", () => {
  const recent = new Recent(0, { changes: 1000, bytes: 20_000 });
  for (let pos = 1; pos <= 10_000; pos++) recent.add(entry(pos, "x".repeat(600)));
  expect(recent.since(9_981, 1000)?.length).toBe(19);
  expect(recent.since(9_979, 1000)).toBeUndefined();
});
