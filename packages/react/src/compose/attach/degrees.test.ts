import { expect, test } from "bun:test";
import { degreesOf } from "./degrees.ts";

test("degrees are read as people type them, and nothing else is", () => {
  for (const [text, degrees] of [
    ["39.9954", 39.9954],
    [" −33,86 ", -33.86],
    ["+0", 0],
    ["90°", 90],
  ] as const) {
    expect(degreesOf(text, 90)).toBe(degrees);
  }
  for (const text of ["", "-", "90.1", "1e3", "NaN", "12.", "1,2,3", "0x10", "north"]) {
    expect(degreesOf(text, 90)).toBeUndefined();
  }
});
