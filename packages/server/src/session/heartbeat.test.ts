import { expect, test } from "bun:test";
import { ManualClock } from "../../test/manual-clock.ts";
import { Heartbeat } from "./heartbeat.ts";

function living(clock: ManualClock, answers: boolean) {
  const start = clock.now();
  const told: string[] = [];
  return {
    told,
    heard: start,
    interval: undefined as number | undefined,
    ping() {
      told.push(`ping ${(clock.now() - start) / 1000}`);
      if (answers) this.heard = clock.now();
    },
    silent() {
      told.push(`silent ${(clock.now() - start) / 1000}`);
    },
  };
}

function beating() {
  const clock = new ManualClock();
  const heartbeat = new Heartbeat({ interval: 25_000, timeout: 10_000 }, clock);
  heartbeat.start();
  return { clock, heartbeat };
}

test("[BEAT-1] a link that answers is asked each 25 s of silence", () => {
  const { clock, heartbeat } = beating();
  const link = living(clock, true);
  heartbeat.add(link);
  clock.pass(120_000);
  expect(link.told.length).toBeGreaterThanOrEqual(3);
  expect(link.told.every((what) => what.startsWith("ping"))).toBeTrue();
});

test("[BEAT-2] a link that talks is not asked", () => {
  const { clock, heartbeat } = beating();
  const link = living(clock, true);
  heartbeat.add(link);
  for (let second = 0; second < 200; second += 10) {
    clock.pass(10_000);
    link.heard = clock.now();
  }
  expect(link.told).toEqual([]);
});

test("[BEAT-3] a link that is silent is given up 10 s after it was asked, once", () => {
  const { clock, heartbeat } = beating();
  const link = living(clock, false);
  heartbeat.add(link);
  clock.pass(120_000);
  expect(link.told).toEqual(["ping 25", "silent 35"]);
});

test("a link that was removed is left alone", () => {
  const { clock, heartbeat } = beating();
  const link = living(clock, false);
  heartbeat.add(link);
  clock.pass(10_000);
  heartbeat.remove(link);
  clock.pass(120_000);
  expect(link.told).toEqual([]);
});

test("a clock that jumps back or forth makes nobody silent that answers", () => {
  const { clock, heartbeat } = beating();
  const link = living(clock, true);
  heartbeat.add(link);
  clock.pass(20_000);
  clock.jump(-3_600_000);
  clock.pass(60_000);
  clock.jump(7_200_000);
  clock.pass(60_000);
  expect(link.told.filter((what) => what.startsWith("silent"))).toEqual([]);
  expect(link.told.length).toBeGreaterThanOrEqual(2);
});
