import { expect, test } from "bun:test";
import { ManualClock } from "../../test/manual-clock.ts";
import { createLog } from "../kit/log.ts";
import { Readiness } from "../kit/readiness.ts";
import { StoreHealth } from "./store-health.ts";

function room() {
  const clock = new ManualClock();
  const readiness = new Readiness(createLog("silent"));
  const store = { full: false, attempts: 0 };
  const health: StoreHealth = new StoreHealth(readiness, clock, async () => {
    store.attempts += 1;
    if (!store.full) return health.kept();
    health.refused(new Error("full"));
    throw new Error("full");
  });
  return { clock, readiness, store, health };
}

/** What was begun by a timer has come to its end. */
const settled = () => Promise.resolve();

test("a store that refuses makes the node unready; it tries again each second until a write is kept", async () => {
  const { clock, readiness, store, health } = room();
  store.full = true;
  for (let i = 0; i < 3; i++) health.refused(new Error("database or disk is full"));
  expect(readiness.reasons).toEqual(["storage"]);
  for (let second = 1; second <= 3; second++) {
    clock.pass(1000);
    await settled();
    expect([store.attempts, readiness.ready]).toEqual([second, false]);
  }
  store.full = false;
  clock.pass(1000);
  await settled();
  expect([store.attempts, readiness.ready]).toEqual([4, true]);
  clock.pass(60_000);
  expect(store.attempts).toBe(4);
});

test("somebody's write that is kept says as much, and nothing is tried after that or after the close", async () => {
  const { clock, readiness, store, health } = room();
  health.refused(new Error("full"));
  health.kept();
  expect(readiness.ready).toBeTrue();
  health.refused(new Error("full"));
  health.close();
  clock.pass(60_000);
  await settled();
  expect([store.attempts, readiness.ready]).toEqual([0, false]);
});
