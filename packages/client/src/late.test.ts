import { expect, test } from "bun:test";
import { settled } from "../test/virtual-clock.ts";
import { background } from "./background.ts";
import { Late } from "./late.ts";

test("what is asked of a part before it is loaded waits in its order, also where it cannot be loaded at first", async () => {
  const failures: unknown[] = [];
  const done: string[] = [];
  let reachable = false;
  const late = new Late(
    background((error) => failures.push(error)),
    async () => {
      await settled();
      if (!reachable) throw new Error("not reachable");
      return done;
    },
  );
  late.with((part) => part.push("first"));
  late.with((part) => part.push("second"));
  await settled();
  await settled();
  expect(failures).toHaveLength(1);
  expect(done).toEqual([]);
  reachable = true;
  late.with((part) => part.push("third"));
  expect(await late.get()).toBe(done);
  expect(done).toEqual(["first", "second", "third"]);
  late.with((part) => part.push("at once"));
  expect(done.at(-1)).toBe("at once");
});
