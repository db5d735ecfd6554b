import { expect, test } from "bun:test";
import { WHOLE } from "../file/viewer/zoom.ts";
import { covering, partSeen } from "./crop.ts";

test("a picture covers the frame by its shorter edge", () => {
  expect(covering({ width: 400, height: 200 }, 100)).toEqual({ width: 200, height: 100 });
  expect(covering({ width: 20, height: 40 }, 100)).toEqual({ width: 100, height: 200 });
});

test("what is seen is the middle, then what was moved and made larger", () => {
  const picture = { width: 400, height: 200 };
  expect(partSeen(picture, 100, WHOLE)).toEqual({ x: 100, y: 0, edge: 200 });
  // drawn to the right by 50 px of the frame: 100 px of the picture further left are seen
  expect(partSeen(picture, 100, { scale: 1, x: 50, y: 0 })).toEqual({ x: 0, y: 0, edge: 200 });
  expect(partSeen(picture, 100, { scale: 2, x: 0, y: 0 })).toEqual({ x: 150, y: 50, edge: 100 });
  expect(partSeen(picture, 100, { scale: 2, x: 0, y: -50 })).toEqual({ x: 150, y: 100, edge: 100 });
});
