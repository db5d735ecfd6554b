import { expect, test } from "bun:test";
import { randomUUID } from "node:crypto";
import { ManualClock } from "../../test/manual-clock.ts";
import { newId, systemRandom } from "../kit/id.ts";
import { Choice } from "./choice.ts";

const choice = (sample: number, isMember = (_conv: string, _user: string) => false) => {
  const clock = new ManualClock();
  return { clock, choice: new Choice(sample, clock, isMember) };
};

/** How many of 20,000 keys are taken. */
const taken = (sample: number, key: (n: number) => string): number => {
  const { choice: one } = choice(sample);
  return Array.from({ length: 20_000 }, (_, n) => one.takes("d:a:b", "a", key(n))).filter(Boolean).length;
};

test("[TRACE-4] one message in so many is taken, whoever makes the keys; all with 1, none with 0", () => {
  const makers = [
    () => randomUUID(),
    () => newId(systemRandom),
    (n: number) => `message-${String(n).padStart(8, "0")}`,
  ];
  for (const key of makers) {
    // 200 are to be expected; for random keys beyond these bounds once in many billions of runs
    expect(taken(100, key)).toBeWithin(100, 300);
    expect(taken(1, key)).toBe(20_000);
    expect(taken(0, key)).toBe(0);
  }
});

test("[TRACE-4] two nodes take the same ones, before a message has its place and after", () => {
  const [here, there] = [choice(10).choice, choice(10).choice];
  for (let n = 0; n < 1_000; n++) {
    const key = randomUUID();
    expect(here.takes("d:a:b", "a", key)).toBe(there.takes("d:a:b", "a", key));
  }
  expect(here.takes("g:one", "a", null)).toBe(false);
});

test("[TRACE-5] whoever is watched: what they say, what is said to them, what is said in their groups; until it ends", () => {
  const { clock, choice: one } = choice(0, (conv, user) => conv === "g:theirs" && user === "bob");
  const takes = () => [
    one.takes("d:bob:eve", "eve", "k"),
    one.takes("d:ann:eve", "bob", "k"),
    one.takes("g:theirs", "ann", null),
    one.takes("g:other", "ann", "k"),
    one.takes("d:ann:eve", "ann", "k"),
  ];
  expect(takes()).toEqual([false, false, false, false, false]);
  expect(one.watch("bob", 60_000)).toBe(true);
  expect(takes()).toEqual([true, true, true, false, false]);
  clock.pass(30_000);
  // watched anew: longer
  expect(one.watch("bob", 60_000)).toBe(true);
  clock.pass(59_999);
  expect(one.watched).toEqual(["bob"]);
  clock.pass(1);
  expect(takes()).toEqual([false, false, false, false, false]);
  expect(one.watch("g:other", 1_000)).toBe(true);
  expect(takes()).toEqual([false, false, false, true, false]);
});

test("[TRACE-5] so many may be watched at a time and no more", () => {
  const { clock, choice: one } = choice(0);
  for (let n = 0; n < 100; n++) expect(one.watch(`u${n}`, 1_000)).toBe(true);
  expect(one.watch("one-more", 1_000)).toBe(false);
  expect(one.watch("u1", 2_000)).toBe(true);
  clock.pass(1_000);
  expect(one.watched).toEqual(["u1"]);
});
