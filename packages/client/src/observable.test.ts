import { expect, test } from "bun:test";
import { settled } from "../test/virtual-clock.ts";
import { Keyed } from "./keyed.ts";
import { Cell, Derived } from "./observable.ts";

test("listeners are called once for many changes, and not for none", async () => {
  const cell = new Cell(0);
  let calls = 0;
  const end = cell.subscribe(() => {
    calls += 1;
  });
  for (let value = 1; value <= 100; value += 1) cell.set(value);
  expect(cell.get()).toBe(100);
  await settled();
  expect(calls).toBe(1);
  cell.set(100);
  await settled();
  expect(calls).toBe(1);
  end();
  cell.set(1);
  await settled();
  expect(calls).toBe(1);
});

test("a derived value keeps its identity until it is touched, and is worked out only when looked at", () => {
  let computed = 0;
  const derived = new Derived(() => {
    computed += 1;
    return { computed };
  });
  expect(computed).toBe(0);
  expect(derived.get()).toBe(derived.get());
  derived.touch();
  derived.touch();
  expect(derived.get()).toEqual({ computed: 2 });
});

test("values by key tell only those who listen to that key, and the oldest unwatched one goes first", async () => {
  const keyed = new Keyed<number>({ values: 2, handles: 10 });
  const calls: string[] = [];
  const a = keyed.of("a");
  expect(keyed.of("a")).toBe(a);
  a.subscribe(() => calls.push("a"));
  keyed.of("b").subscribe(() => calls.push("b"))();
  keyed.set("a", 1);
  keyed.set("b", 2);
  keyed.set("c", 3);
  await settled();
  expect(calls).toEqual(["a"]);
  expect([a.get(), keyed.get("b"), keyed.get("c")]).toEqual([1, undefined, 3]);
});
