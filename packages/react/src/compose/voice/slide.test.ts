import { expect, test } from "bun:test";
import { slideOf } from "./slide.ts";

test("aside cancels, up locks, and a little of either holds", () => {
  expect([slideOf(0, 0), slideOf(89, 69), slideOf(-300, -300)]).toEqual(["hold", "hold", "hold"]);
  expect([slideOf(90, 0), slideOf(200, 100)]).toEqual(["cancel", "cancel"]);
  expect([slideOf(0, 70), slideOf(60, 80)]).toEqual(["lock", "lock"]);
});
