import { expect, test } from "bun:test";
import type { Clock } from "../kit/clock.ts";
import { inRows, progress } from "./progress.ts";

/** A terminal and a clock that a test moves. */
function terminal() {
  let now = 0;
  const lines: string[] = [];
  const clock: Clock = { now: () => now, after: () => () => undefined, soon: () => undefined };
  return {
    clock,
    pass: (ms: number) => {
      now += ms;
    },
    surface: { isTTY: true, write: (text: string) => lines.push(text) },
    last: () => lines.at(-1)?.replaceAll("\r", "").replaceAll("\u001b[K", ""),
    lines,
  };
}

test("rows are told with their rate and the time left, and the bar ends its line once", () => {
  const { clock, pass, surface, last, lines } = terminal();
  const step = progress(surface, inRows(clock))("Copying", 300_000);
  pass(2_000);
  step(75_000);
  expect(last()).toEndWith("25 % of 300,000 rows, 37,500 a second, 0:06 left");
  pass(100_000);
  step(75_000);
  expect(last()).toEndWith("50 % of 300,000 rows, 1,471 a second, 1:42 left");
  step(150_000);
  step(1);
  expect(last()).toBe("\n");
  expect(lines.filter((line) => line === "\n")).toHaveLength(1);
});

test("a terminal sees a bar grow in place, each stage on a line of its own; anything else sees nothing", () => {
  const drawn: string[] = [];
  const stages = progress({ isTTY: true, write: (text) => drawn.push(text) });
  const copy = stages("Copying", 1000);
  copy(250);
  copy(1);
  copy(249);
  stages("Packing", 2_000_000)(5_000_000);
  expect(drawn.map((text) => /(\d+) %/.exec(text)?.[1] ?? text)).toEqual([
    "0",
    "25",
    "50",
    "100",
    "\n",
    "0",
    "100",
    "\n",
  ]);
  expect(drawn[1]).toStartWith("\rCopying");
  expect(drawn[1]).toContain(`${"█".repeat(7)}${"░".repeat(21)}`);
  const silent: string[] = [];
  progress({ write: (text) => silent.push(text) })("Copying", 10)(5);
  expect(silent).toEqual([]);
});
