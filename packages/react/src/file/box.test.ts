import { expect, test } from "bun:test";
import { boxOf, copyFor } from "./box.ts";

test("a picture has its room before it is there, whatever its shape", () => {
  expect(boxOf({ width: 4000, height: 3000 })).toEqual({ width: 340, ratio: 4 / 3 });
  expect(boxOf({ width: 3000, height: 4000 })).toEqual({ width: 285, ratio: 0.75 });
  // as large as it is, but never too small to be pressed
  expect(boxOf({ width: 200, height: 100 })).toEqual({ width: 200, ratio: 2 });
  expect(boxOf({ width: 16, height: 16 })).toEqual({ width: 120, ratio: 1 });
  // a strip of either direction
  expect(boxOf({ width: 30, height: 40_000 })).toEqual({ width: 120, ratio: 0.45 });
  expect(boxOf({ width: 40_000, height: 30 })).toEqual({ width: 340, ratio: 2.6 });
  expect(boxOf({})).toEqual({ width: 340, ratio: 4 / 3 });
});

test("the copy that is fetched is as sharp as the screen", () => {
  expect([copyFor(100, 1), copyFor(340, 1), copyFor(340, 2), copyFor(900, 2), copyFor(1900, 2)]).toEqual([
    "s",
    "s",
    "m",
    "l",
    undefined,
  ]);
});
