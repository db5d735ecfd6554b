import { describe, expect, test } from "bun:test";
import type { Entry } from "@skein/protocol";
import { seeded } from "../test/virtual-clock.ts";
import { denseEnd, isDense, Run } from "./run.ts";

function entry(seq: number): Entry {
  return { conv: "d:a:b", seq, from: "a", at: seq, kind: "text", count: seq, body: { text: String(seq) } };
}

const seqs = (entries: readonly Entry[]): number[] => entries.map(({ seq }) => seq);
const upTo = (from: number, to: number): Entry[] =>
  Array.from({ length: to - from + 1 }, (_, index) => entry(from + index));

describe("a run", () => {
  test("[CLIENT-3] whatever the order of coming, doubles and holes, what shows is dense and in the end the same", () => {
    for (let seed = 1; seed <= 500; seed += 1) {
      const random = seeded(seed);
      const pick = (below: number): number => Math.floor(random() * below);
      const base = pick(20);
      const head = base + 1 + pick(150);
      const run = new Run(base);
      const arrivals = upTo(base + 1, head)
        .flatMap((one) => Array.from({ length: pick(4) }, () => one))
        .toSorted(() => random() - 0.5);
      for (const one of arrivals) {
        run.add([one]);
        expect(isDense(run.entries)).toBe(true);
        expect(run.entries.at(-1)?.seq ?? base).toBe(run.to);
      }
      // Whatever never came is read as a hole is: page by page, after what is there.
      while (run.to < head) run.add(upTo(run.to + 1, Math.min(head, run.to + 1 + pick(30))));
      while (run.from > 1) run.prepend(upTo(Math.max(1, run.from - 1 - pick(10)), run.from - 1));
      expect(seqs(run.entries)).toEqual(seqs(upTo(1, head)));
      expect(run.held).toEqual([]);
    }
  });

  test("holds early entries up to a bound, and always takes the next", () => {
    const run = new Run(0);
    run.add(upTo(2, 1_000));
    expect(run.held).toHaveLength(200);
    run.add([entry(1)]);
    expect(run.to).toBe(201);
  });

  test("a page that does not join on is not put in front", () => {
    const run = new Run(10);
    expect(run.prepend(upTo(3, 8))).toBe(false);
    expect(run.prepend([entry(8), entry(10)])).toBe(false);
    expect(run.prepend([])).toBe(false);
    expect(run.prepend(upTo(8, 12))).toBe(true);
    expect(seqs(run.entries)).toEqual([8, 9, 10]);
  });

  test("begins again at a page, and joins on what it held", () => {
    const run = new Run(5);
    run.add([entry(5), entry(9), entry(21)]);
    run.restart(upTo(11, 20), 20);
    expect(seqs(run.entries)).toEqual(seqs(upTo(11, 21)));
    expect(run.held).toEqual([]);
    run.trim(3);
    expect([run.from, run.to]).toEqual([19, 21]);
  });

  test("the dense end of what a store gave", () => {
    expect(seqs(denseEnd([entry(1), entry(2), entry(4), entry(5)], 5))).toEqual([4, 5]);
    expect(denseEnd([entry(1), entry(2)], 5)).toEqual([]);
    expect(denseEnd([], 0)).toEqual([]);
  });
});
