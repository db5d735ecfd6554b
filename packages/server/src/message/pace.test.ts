import { expect, test } from "bun:test";
import { ManualClock } from "../../test/manual-clock.ts";
import { Pace } from "./pace.ts";

const one = { id: "g:one" };

function paced(listeners: number) {
  const clock = new ManualClock();
  const sent: { at: number; frames: string[] }[] = [];
  const start = clock.now();
  const pace = new Pace<typeof one>(clock, (_to, frames) => {
    sent.push({ at: clock.now() - start, frames: frames.split("\n") });
    return listeners;
  });
  return { clock, sent, pace };
}

test("a small conversation is sent at once, each frame by itself", () => {
  const { sent, pace } = paced(63);
  for (let pos = 1; pos <= 5; pos++) pace.send(one, `f${pos}`, pos);
  expect(sent.map(({ frames }) => frames)).toEqual([["f1"], ["f2"], ["f3"], ["f4"], ["f5"]]);
  expect(pace.sentUpTo(5)).toBe(5);
});

test("a large one sends the first at once and what follows within 100 ms together, in order", () => {
  const { clock, sent, pace } = paced(100);
  for (let pos = 1; pos <= 6; pos++) {
    pace.send(one, `f${pos}`, pos);
    clock.pass(20);
  }
  clock.pass(100);
  expect(sent[0]).toEqual({ at: 0, frames: ["f1"] });
  expect(sent.flatMap(({ frames }) => frames)).toEqual(["f1", "f2", "f3", "f4", "f5", "f6"]);
  expect(sent[1]).toEqual({ at: 100, frames: ["f2", "f3", "f4", "f5"] });
});

test("after a pause a large conversation is quick again", () => {
  const { clock, sent, pace } = paced(100);
  pace.send(one, "f1", 1);
  clock.pass(5_000);
  pace.send(one, "f2", 2);
  expect(sent.map(({ at }) => at)).toEqual([0, 5_000]);
});

test("nothing waits longer than 400 ms, however large and busy", () => {
  const { clock, sent, pace } = paced(100_000);
  const born: number[] = [];
  const start = clock.now();
  for (let pos = 0; pos < 300; pos++) {
    born.push(clock.now() - start);
    pace.send(one, String(pos), pos + 1);
    clock.pass(100);
  }
  clock.pass(400);
  const waits = sent.flatMap(({ at, frames }) => frames.map((frame) => at - (born[Number(frame)] ?? 0)));
  expect(waits.length).toBe(300);
  expect(Math.max(...waits)).toBeLessThanOrEqual(400);
  // and a write is shared by about as many as the longest window holds
  expect(300 / sent.length).toBeGreaterThan(3);
});

test("[SYNC-4] a cursor does not run ahead of what is held", () => {
  const { clock, pace } = paced(100);
  pace.send(one, "f1", 10);
  pace.send(one, "f2", 11);
  pace.send(one, "f3", 12);
  expect(pace.sentUpTo(20)).toBe(10);
  clock.pass(100);
  expect(pace.sentUpTo(20)).toBe(20);
});

test("a clock that jumps delays nothing for good", () => {
  const { clock, sent, pace } = paced(100);
  pace.send(one, "f1", 1);
  clock.jump(-86_400_000);
  pace.send(one, "f2", 2);
  clock.pass(400);
  expect(sent.flatMap(({ frames }) => frames)).toEqual(["f1", "f2"]);
});

test("so many conversations are paced at a time and no more; idle ones make room", () => {
  const { clock, sent, pace } = paced(100);
  const twice = (from: number, to: number) => {
    for (let n = from; n <= to; n++) {
      pace.send({ id: `g:${n}` }, "first", 2 * n);
      pace.send({ id: `g:${n}` }, "second", 2 * n + 1);
    }
  };
  twice(1, 1_000);
  expect(sent).toHaveLength(1_000);
  expect(pace.sentUpTo(5_000)).toBe(2);
  twice(1_001, 1_001);
  expect(sent).toHaveLength(1_002);
  clock.pass(11_000);
  expect(sent).toHaveLength(2_002);
  expect(pace.sentUpTo(5_000)).toBe(5_000);
  twice(2_001, 2_001);
  expect(sent).toHaveLength(2_003);
});
