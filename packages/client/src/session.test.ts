import { expect, test } from "bun:test";
import type { Welcome } from "@skein/protocol";
import { VirtualClock } from "../test/virtual-clock.ts";
import { background } from "./background.ts";
import { Session } from "./session.ts";
import { memoryStore } from "./store/memory.ts";

test("what keeps in step is loaded again until it is here; frames wait for it, and the stored is shown without it", async () => {
  const clock = new VirtualClock();
  const told: string[] = [];
  const failures: string[] = [];
  let tries = 0;
  const session = new Session({
    ...{ url: "http://peer.test", clock, store: memoryStore() },
    storeEvents: { failed: ({ name }) => failures.push(name), lead: () => undefined },
    background: background((error) => failures.push(String(error))),
    rest: async () => {
      tries += 1;
      if (tries < 3) throw new TypeError("not reachable");
      return {
        sync: {
          welcomed: ({ user }) => told.push(`welcome ${user}`),
          lost: () => undefined,
          pushed: ({ type }) => told.push(type),
        },
      };
    },
    opened: () => told.push("opened"),
    stop: () => told.push("stopped"),
  });
  await session.open("ann");
  expect(told).toEqual(["opened"]);
  const welcome = { type: "welcome", user: "ann", now: clock.now() } as unknown as Welcome;
  session.welcomed(welcome);
  session.pushed({ type: "delta", conversations: [], users: [], cursor: "1" });
  await clock.pass(999);
  expect(told).toEqual(["opened"]);
  await clock.pass(2_001);
  expect(told).toEqual(["opened", "welcome ann", "delta"]);
  expect([tries, failures.length]).toEqual([3, 2]);
});
