import { expect, test } from "bun:test";
import { Lru } from "./lru.ts";

test("never holds more than its bound, and always what was used last", () => {
  for (const bound of [2, 3, 10, 101]) {
    const lru = new Lru<number, string>(bound);
    for (let key = 0; key < 1000; key++) {
      lru.set(key, `v${key}`);
      expect(lru.size).toBeLessThanOrEqual(bound);
      expect(lru.peek(key)).toBe(`v${key}`);
    }
  }
});

test("what is used again and again stays, however much else comes", () => {
  const lru = new Lru<number, string>(10);
  lru.set(-1, "kept");
  for (let key = 0; key < 1000; key++) {
    lru.set(key, "other");
    expect(lru.get(-1)).toBe("kept");
  }
});

test("what was used longest ago goes first; a peek is no use", () => {
  const lru = new Lru<string, number>(3);
  for (const key of ["a", "b", "c"]) lru.set(key, 1);
  lru.get("a");
  lru.peek("b");
  lru.set("d", 1);
  expect(["a", "b", "c", "d"].filter((key) => lru.peek(key) !== undefined)).toEqual(["a", "c", "d"]);
});

test("with some slack an entry keeps its place for as long, and what is used all the time stays all the same", () => {
  const lru = new Lru<string, number>(4, 2);
  for (const key of ["a", "b", "c", "d"]) lru.set(key, 1);
  // two took places since: not moved, and so the next to go
  lru.get("b");
  lru.set("e", 1);
  lru.set("f", 1);
  expect(["a", "b", "c", "d", "e", "f"].filter((key) => lru.peek(key) !== undefined)).toEqual(["c", "d", "e", "f"]);
  for (let i = 0; i < 100; i++) {
    lru.get("f");
    lru.set(`other ${i}`, 1);
    expect(lru.peek("f")).toBe(1);
  }
});

test("a new value replaces the old one; what was removed is gone", () => {
  const lru = new Lru<string, number>(4);
  lru.set("a", 1);
  lru.set("b", 1);
  lru.set("c", 1);
  lru.set("a", 2);
  expect(lru.get("a")).toBe(2);
  lru.delete("a");
  expect(lru.get("a")).toBeUndefined();
  expect(lru.peek("a")).toBeUndefined();
  lru.clear();
  expect(lru.size).toBe(0);
});
