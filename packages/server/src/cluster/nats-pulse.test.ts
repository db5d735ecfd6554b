import { expect, test } from "bun:test";
import { ClockFace, VirtualClock } from "@skein/testkit";
import { createLog } from "../kit/log.ts";
import { NatsPulse } from "./nats-pulse.ts";

const MEGABYTE = 1024 * 1024;

function beating() {
  const clock = new VirtualClock();
  const questions: (() => void)[] = [];
  const deaths: number[] = [];
  const begun = clock.now;
  const pulse = new NatsPulse({
    clock: new ClockFace(clock).server,
    log: createLog("silent"),
    beat: 1_000,
    ask: () => new Promise((resolve) => questions.push(resolve)),
    dead: () => deaths.push(clock.now - begun),
  });
  return { clock, pulse, questions, deaths };
}

test("a line that answers lives, with one question under way at most; one that does not is dead once, after some beats", async () => {
  const { clock, questions, deaths } = beating();
  for (let i = 0; i < 20; i++) {
    await clock.advance(1_000);
    questions.at(-1)?.();
  }
  expect(questions).toHaveLength(20);
  await clock.advance(60_000);
  expect(questions).toHaveLength(21);
  expect(deaths).toEqual([25_000]);
});

test("only so much is under way, and an answer makes room for what it covers, without waiting for a beat", async () => {
  const { clock, pulse, questions } = beating();
  pulse.wrote(2 * MEGABYTE);
  pulse.wrote(6 * MEGABYTE);
  expect([pulse.admits(0), pulse.admits(1), questions.length]).toEqual([true, false, 1]);
  questions[0]?.();
  await clock.advance(0);
  // what was written after the first question is asked about at once
  expect([pulse.admits(2 * MEGABYTE), pulse.admits(2 * MEGABYTE + 1), questions.length]).toEqual([true, false, 2]);
  questions[1]?.();
  await clock.advance(0);
  expect([pulse.admits(8 * MEGABYTE), pulse.admits(8 * MEGABYTE + 1)]).toEqual([true, false]);
});

test("once stopped it neither asks nor dies", async () => {
  const { clock, pulse, questions, deaths } = beating();
  await clock.advance(1_000);
  pulse.stop();
  pulse.wrote(8 * MEGABYTE);
  await clock.advance(60_000);
  expect([questions.length, deaths]).toEqual([1, []]);
});
