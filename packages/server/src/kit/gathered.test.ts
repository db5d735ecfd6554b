import { expect, test } from "bun:test";
import { systemClock } from "./clock.ts";
import { Gathered } from "./gathered.ts";

/** A store that is slow: each question is answered when the test says so. */
function slow() {
  const asked: (readonly string[])[] = [];
  const answers: PromiseWithResolvers<ReadonlyMap<string, string>>[] = [];
  const waits: (() => void)[] = [];
  const after = (_ms: number, call: () => void) => {
    waits.push(call);
    return () => undefined;
  };
  const gathered = new Gathered<string>({ ...systemClock, after }, (keys) => {
    asked.push(keys);
    const answer = Promise.withResolvers<ReadonlyMap<string, string>>();
    answers.push(answer);
    return answer.promise;
  });
  return { gathered, asked, answers, waits };
}

test("the first goes at once, those that come meanwhile go as one, each gets its own", async () => {
  const { gathered, asked, answers } = slow();
  const first = gathered.get("a");
  expect(asked).toEqual([["a"]]);
  const others = ["b", "c", "b", "none"].map((key) => gathered.get(key));
  expect(asked).toHaveLength(1);
  answers[0]?.resolve(new Map([["a", "A"]]));
  expect(await first).toBe("A");
  expect(asked[1]).toEqual(["b", "c", "none"]);
  answers[1]?.resolve(new Map(["b", "c"].map((key) => [key, key.toUpperCase()])));
  expect(await Promise.all(others)).toEqual(["B", "C", "B", undefined]);
});

test("in a crowd a question waits a moment for more", async () => {
  const { gathered, asked, answers, waits } = slow();
  const all = [gathered.get("0")];
  for (const n of [0, 1, 2, 3]) {
    all.push(gathered.get(`${n}a`), gathered.get(`${n}b`));
    answers[n]?.resolve(new Map());
    await all[n * 2];
  }
  expect(asked).toEqual([["0"], ["0a", "0b"], ["1a", "1b"], ["2a", "2b"]]);
  all.push(gathered.get("late"));
  for (const call of waits.splice(0)) call();
  await Promise.resolve();
  expect(asked[4]).toEqual(["3a", "3b", "late"]);
  answers[4]?.resolve(new Map());
  await Promise.all(all);
  // nobody is left: who asks now goes at once
  const alone = gathered.get("alone");
  expect(asked[5]).toEqual(["alone"]);
  answers[5]?.resolve(new Map());
  expect(await alone).toBeUndefined();
});

test("who asks again while it is being read is answered by a later read, for what was written between", async () => {
  const { gathered, asked, answers } = slow();
  const before = gathered.get("a");
  const after = gathered.get("a");
  answers[0]?.resolve(new Map([["a", "old"]]));
  expect(await before).toBe("old");
  answers[1]?.resolve(new Map([["a", "new"]]));
  expect(await after).toBe("new");
  expect(asked).toEqual([["a"], ["a"]]);
});

test("a question that fails fails for those who went with it alone", async () => {
  const { gathered, answers } = slow();
  const first = gathered.get("a");
  const second = gathered.get("b");
  answers[0]?.reject(new Error("gone"));
  expect(first).rejects.toThrow("gone");
  await first.catch(() => undefined);
  answers[1]?.resolve(new Map([["b", "B"]]));
  expect(await second).toBe("B");
  const third = gathered.get("c");
  answers[2]?.resolve(new Map());
  expect(await third).toBeUndefined();
});
