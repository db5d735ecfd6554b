import { expect, test } from "bun:test";
import type { WayReport } from "@skein/client/lab";
import { verdictsOf } from "./verdict.ts";

const cost = { requests: 1, up: 0, down: 0 };
const works = (way: WayReport["way"]): WayReport => ({ way, state: "works", trips: [1], cost });
const fails = (way: WayReport["way"], why: WayReport["why"]): WayReport => ({
  ...{ way, state: "fails", trips: [], cost },
  ...(why && { why }),
});
const all = [works("websocket"), works("sse"), works("long-poll"), works("polling")];
const but = (...changed: readonly WayReport[]) => all.map((one) => changed.find(({ way }) => way === one.way) ?? one);

test("what the reports of a network mean is said once they are whole, the worst first", () => {
  expect(verdictsOf([])).toEqual([]);
  expect(verdictsOf(but({ ...works("polling"), state: "tries" }))).toEqual([]);
  expect(verdictsOf(all)).toEqual(["best"]);
  expect(verdictsOf(but(fails("websocket", "refused")))).toEqual(["noUpgrade"]);
  expect(verdictsOf(but(fails("websocket", "refused"), fails("sse", "held")))).toEqual(["noUpgrade", "buffered"]);
  expect(verdictsOf(but(fails("sse", "held")))).toEqual(["buffered"]);
  const dead = { ...fails("websocket", undefined), rest: { ms: 10_000, found: "dead" } } as const;
  expect(verdictsOf(but(dead))).toEqual(["cut"]);
  const links = [fails("websocket", "refused"), fails("sse", "refused"), fails("long-poll", "refused")];
  expect(verdictsOf(but(...links))).toEqual(["only"]);
  expect(verdictsOf(but(...links, fails("polling", "away")))).toEqual(["away"]);
  expect(verdictsOf(but(fails("websocket", "server")))).toEqual(["server"]);
});
