import { expect, test } from "bun:test";
import { Ledger, readMark, textOf } from "./ledger.ts";

function deliver(ledger: Ledger, ...numbers: number[]): void {
  for (const number of numbers) ledger.deliver(3, { stream: 7, number });
}

test("a text carries its mark", () => {
  expect(readMark(textOf(12, 345))).toEqual({ stream: 12, number: 345 });
  expect(readMark("hello")).toBeUndefined();
});

test("whole and ordered streams have no fault", () => {
  const ledger = new Ledger();
  deliver(ledger, 0, 1, 2);
  ledger.deliver(4, { stream: 7, number: 0 });
  expect(ledger.faults()).toEqual([]);
  expect(ledger.delivered).toBe(4);
});

test("a loss, a duplicate and a swap are each seen", () => {
  for (const numbers of [
    [0, 2],
    [0, 1, 1],
    [1, 0, 2],
  ]) {
    const ledger = new Ledger();
    deliver(ledger, ...numbers);
    expect(ledger.faults()).not.toEqual([]);
  }
});
