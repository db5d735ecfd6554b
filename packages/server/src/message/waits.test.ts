import { expect, test } from "bun:test";
import { ManualClock } from "../../test/manual-clock.ts";
import { Waits } from "./waits.ts";

function room() {
  const clock = new ManualClock();
  const heard = new Map([["ann", ["g:one"]]]);
  const waits = new Waits((person) => heard.get(person) ?? [], clock);
  const woken: string[] = [];
  const wait = (person: string, name = person) => {
    const begun = waits.begin(person);
    begun.over.then(
      (goOn) => woken.push(goOn ? name : `${name} over`),
      () => undefined,
    );
    return begun;
  };
  const pass = async (ms: number): Promise<void> => {
    clock.pass(ms);
    await Promise.resolve();
  };
  return { pass, waits, woken, wait };
}

test("whoever hears a conversation is woken by what changes there, nobody else", async () => {
  const { pass, waits, woken, wait } = room();
  wait("ann");
  wait("bob");
  waits.changed("g:two");
  await pass(100);
  expect(woken).toEqual([]);
  waits.changed("g:one");
  waits.changed("g:one");
  await pass(100);
  expect(woken).toEqual(["ann"]);
  expect(waits.people).toBe(1);
});

test("of many waits of one person the oldest makes room", async () => {
  const { pass, waits, woken, wait } = room();
  for (let n = 1; n <= 7; n++) wait("ann", `wait ${n}`);
  await pass(1);
  expect(woken).toEqual(["wait 1 over", "wait 2 over"]);
  waits.close();
  await pass(1);
  expect(woken).toHaveLength(7);
  wait("bob");
  await pass(1);
  expect(woken).toContain("bob over");
});

test("a wait that was ended is kept nowhere", () => {
  const { waits, wait } = room();
  const [first, second] = [wait("ann"), wait("ann")];
  first.end();
  first.end();
  expect(waits.people).toBe(1);
  second.end();
  expect(waits.people).toBe(0);
});
