import { expect, test } from "bun:test";
import type { Outcome } from "../run.ts";
import { together } from "./rounds.ts";

const round = (rate: number, more: Partial<Outcome> = {}): Outcome => ({
  ...{ peer: "one", about: "", ack: "", figures: { rate }, generator: 0.2, faults: [] },
  ...more,
});

test("of several rounds each figure's median counts, whatever a slow minute of the machine did to one of them", () => {
  expect(together([round(10), round(900), round(30)])?.figures).toEqual({ rate: 30 });
  expect(together([round(10), round(20)])?.figures).toEqual({ rate: 15 });
  expect(together([round(7)])).toEqual(round(7));
  expect(together([])).toBeUndefined();
});

test("a fault of any round is a fault, and the busiest generator counts", () => {
  const all = together([round(1, { faults: ["lost"], generator: 0.9 }), round(2, { faults: ["lost"] }), round(3)]);
  expect([all?.faults, all?.generator]).toEqual([["lost"], 0.9]);
});

test("a figure that not every round has is that of those which have it", () => {
  expect(together([round(1, { figures: { rate: 1, batch: 5 } }), round(3)])?.figures).toEqual({ rate: 2, batch: 5 });
});
