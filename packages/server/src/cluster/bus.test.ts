import { expect, test } from "bun:test";
import { ClockFace, SeededRandom, SimCarrier, VirtualClock } from "@skein/testkit";
import { systemClock } from "../kit/clock.ts";
import { createLog } from "../kit/log.ts";
import { type BreakableBuses, breakableBusContract, busContract } from "./contract.ts";
import { LocalHub } from "./local.ts";

const log = createLog("silent");

busContract("local", () => {
  const hub = new LocalHub(systemClock, log);
  return Promise.resolve({
    join: (node: string) => Promise.resolve(hub.join(node)),
    pass: () => new Promise<void>((resolve) => setImmediate(resolve)),
    clean: () => Promise.resolve(),
  });
});

/** Two to four ms a way: words on different subjects overtake each other, as they may. */
function simulated(): Promise<BreakableBuses> {
  const clock = new VirtualClock();
  const carrier = new SimCarrier(clock, new SeededRandom(7));
  carrier.weather = { latency: 2, jitter: 2, lost: 0 };
  const nodes: string[] = [];
  return Promise.resolve({
    join: (node) => {
      nodes.push(node);
      return Promise.resolve(carrier.join(node, new ClockFace(clock).server));
    },
    pass: () => clock.advance(10),
    clean: () => Promise.resolve(),
    breakDown: () => {
      for (const node of nodes) carrier.cut(node, 100);
      return Promise.resolve();
    },
    repair: () => {
      for (const node of nodes) carrier.mend(node);
      return Promise.resolve();
    },
  });
}

busContract("simulated", simulated);
breakableBusContract("simulated", simulated);

test("a word to nobody costs no call at the end of the tick", () => {
  const calls: (() => void)[] = [];
  const hub = new LocalHub({ ...systemClock, soon: (call) => calls.push(call) }, log);
  const ann = hub.join("ann");
  ann.publish("subject", "text");
  expect(calls).toEqual([]);
  const bob = hub.join("bob");
  ann.publish("subject", "text");
  ann.publish("subject", "more");
  expect(calls).toHaveLength(1);
  expect(bob.connected).toBe(true);
});
