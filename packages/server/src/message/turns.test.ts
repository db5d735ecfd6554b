import { expect, test } from "bun:test";
import { Turns } from "./turns.ts";

test("[FRAME-2] what comes later goes after what waits, also past one that fails, and nothing is kept", async () => {
  const turns = new Turns();
  const seen: string[] = [];
  const slow = Promise.withResolvers<string>();
  const go = async (name: string, run: () => Promise<string>): Promise<void> => {
    try {
      await turns.take("g:one", run);
      seen.push(name);
    } catch {
      seen.push(`${name} failed`);
    }
  };
  const all = [
    go("first", () => slow.promise),
    go("second", () => Promise.reject(new Error("no"))),
    go("third", () => Promise.resolve("")),
  ];
  expect([turns.busy("g:one"), turns.busy("g:other")]).toEqual([true, false]);
  await turns.take("g:other", () => Promise.resolve(""));
  expect(seen).toEqual([]);
  slow.resolve("");
  await Promise.all(all);
  expect(seen).toEqual(["first", "second failed", "third"]);
  expect(turns.busy("g:one")).toBe(false);
});
