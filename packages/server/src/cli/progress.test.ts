import { expect, test } from "bun:test";
import { progress } from "./progress.ts";

test("a terminal sees a bar grow in place, each stage on a line of its own; anything else sees nothing", () => {
  const drawn: string[] = [];
  const stages = progress({ isTTY: true, write: (text) => drawn.push(text) });
  const copy = stages("Copying", 1000);
  copy(250);
  copy(1);
  copy(249);
  stages("Packing", 2_000_000)(5_000_000);
  expect(drawn.map((text) => /(\d+) %/.exec(text)?.[1] ?? text)).toEqual(["0", "25", "50", "100", "\n", "0", "100"]);
  expect(drawn[1]).toStartWith("\rCopying");
  expect(drawn[1]).toContain(`${"█".repeat(7)}${"░".repeat(21)}`);
  const silent: string[] = [];
  progress({ write: (text) => silent.push(text) })("Copying", 10)(5);
  expect(silent).toEqual([]);
});
