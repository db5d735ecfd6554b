import { expect, test } from "bun:test";
import { fitted, LARGEST_SCALE, WHOLE, within, zoomed } from "./zoom.ts";

test("what is under the fingers stays there", () => {
  const point = { x: 100, y: -40 };
  const view = zoomed(WHOLE, 3, point);
  // the place of the picture that was at the point: (point - offset) / scale is the same before and after
  expect((point.x - view.x) / view.scale).toBeCloseTo(100);
  expect((point.y - view.y) / view.scale).toBeCloseTo(-40);
  expect(zoomed(view, 1_000, point).scale).toBe(LARGEST_SCALE);
  expect(zoomed(view, 0.001, point).scale).toBe(1);
});

test("no edge comes further in than that of the frame", () => {
  const [picture, frame] = [
    { width: 400, height: 300 },
    { width: 500, height: 300 },
  ];
  expect(within({ scale: 1, x: 80, y: 5 }, picture, frame)).toEqual({ scale: 1, x: 0, y: 0 });
  expect(within({ scale: 2, x: 900, y: -900 }, picture, frame)).toEqual({ scale: 2, x: 150, y: -150 });
});

test("turned or not, all of it is seen, and none larger than it is", () => {
  const frame = { width: 800, height: 600 };
  expect(fitted({ width: 1600, height: 600 }, frame, 0)).toEqual({ width: 800, height: 300 });
  expect(fitted({ width: 1600, height: 600 }, frame, 1)).toEqual({ width: 225, height: 600 });
  expect(fitted({ width: 100, height: 50 }, frame, 2)).toEqual({ width: 100, height: 50 });
  expect(fitted({ width: 0, height: 0 }, frame, 0)).toEqual({ width: 0, height: 0 });
});
