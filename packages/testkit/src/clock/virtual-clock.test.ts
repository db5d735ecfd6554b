import { expect, test } from "bun:test";
import { ClockFace } from "./clock-face.ts";
import { VirtualClock } from "./virtual-clock.ts";

function never(): void {
  throw new Error("this must not be called");
}

test("what is due comes in the order of its time, then of its asking, and promises settle in between", async () => {
  const clock = new VirtualClock();
  const seen: string[] = [];
  const note = (what: string) => async (): Promise<void> => {
    seen.push(what);
    await Promise.resolve();
    await Promise.resolve();
    seen.push(`${what}, later`);
  };
  const begin = (ms: number, what: string): void => {
    clock.after(ms, () => {
      note(what)().catch(never);
    });
  };
  begin(20, "c");
  begin(10, "a");
  begin(10, "b");
  clock.after(15, never)();
  await clock.advance(19);
  expect(seen).toEqual(["a", "a, later", "b", "b, later"]);
  await clock.advance(1);
  expect(seen.slice(4)).toEqual(["c", "c, later"]);
});

test("a thousand timers in any order come in the order of their time", async () => {
  const clock = new VirtualClock();
  const begun = clock.now;
  const seen: number[] = [];
  for (let i = 0; i < 1_000; i++) {
    const cancel = clock.after((i * 7919) % 1009, () => seen.push(clock.now - begun));
    if (i % 3 === 0) cancel();
  }
  await clock.advance(2_000);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect(seen).toHaveLength(666);
});

test("a promise is waited for no longer than it takes, and never without end", async () => {
  const clock = new VirtualClock();
  const begun = clock.now;
  const late = new Promise<string>((resolve) => {
    clock.after(700, () => {
      resolve("there");
    });
  });
  expect(await clock.settle(late)).toBe("there");
  expect(clock.now - begun).toBe(700);
  const waiting = clock.settle(new Promise(() => undefined), 1_000);
  expect(await waiting.catch(String)).toContain("for nothing");
});

test("time stands still while work outside is under way", async () => {
  const clock = new VirtualClock();
  const seen: string[] = [];
  const turns = async (): Promise<void> => {
    for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
    seen.push("outside");
  };
  clock.after(1, () => {
    clock.outside(turns()).catch(never);
  });
  clock.after(2, () => seen.push("next"));
  await clock.advance(5);
  expect(seen).toEqual(["outside", "next"]);
});

test("a face may be wrong and jump without any wait getting longer, and dies at once", async () => {
  const clock = new VirtualClock();
  const face = new ClockFace(clock, -3_600_000);
  const seen: number[] = [];
  face.client.after(100, () => seen.push(face.client.now() - clock.now));
  face.server.after(200, never);
  await clock.advance(50);
  face.jump(7_200_000);
  await clock.advance(50);
  expect(seen).toEqual([3_600_000]);
  face.stop();
  await clock.advance(1_000);
});
