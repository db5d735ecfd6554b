import { expect, test } from "bun:test";
import type { Client } from "../src/index.ts";
import { slept } from "../src/slept.ts";
import { VirtualClock } from "./virtual-clock.ts";
import { World } from "./world.ts";

const TALK = "d:ann:bob";
const HOUR = 3_600_000;

/** A person with a link, and the way to wake their device up. */
async function awake(world: World): Promise<{ client: Client; wake: () => void }> {
  let wake = (): void => undefined;
  const client = await world.online("ann", {
    wake: (listener) => {
      wake = listener;
      return () => undefined;
    },
  });
  world.peer.say("bob", TALK, "before");
  client.conversation(TALK).timeline.open();
  await world.pass(1_000);
  return { client, wake: () => wake() };
}

const head = (client: Client) => client.conversation(TALK).view.get()?.head;

test("[CLIENT-13] after hours of sleep one round trip brings everything, and the list is not read anew", async () => {
  await using world = new World("ann", "bob");
  const { client, wake } = await awake(world);
  const lists = world.peer.asked("ann", "conversation.list").length;
  // the network forgot the connection, and nobody told the device
  world.peer.link("ann").open = false;
  world.clock.jump(6 * HOUR);
  world.peer.say("bob", TALK, "in the night");
  wake();
  await world.pass(100);
  expect(client.connection.get().phase).toBe("online");
  expect(head(client)).toBe(2);
  expect(world.peer.asked("ann", "conversation.list").length).toBe(lists);
});

test("[CLIENT-13] a nap after which the link is dead costs 3 s, not the heartbeat; where it lives nothing is dialled", async () => {
  await using world = new World("ann", "bob");
  const { client, wake } = await awake(world);
  world.clock.jump(20_000);
  const { dials } = world.peer;
  wake();
  await world.pass(10_000);
  expect(world.peer.link("ann").heard.filter(({ type }) => type === "ping").length).toBe(1);
  expect([world.peer.dials, client.connection.get().phase]).toEqual([dials, "online"]);

  world.peer.link("ann").open = false;
  world.clock.jump(15_000);
  world.peer.say("bob", TALK, "during the nap");
  wake();
  await world.pass(3_200);
  expect([world.peer.dials, client.connection.get().phase, head(client)]).toEqual([dials + 1, "online", 2]);
});

test.each([
  ["forth", 2 * HOUR],
  ["back", -2 * HOUR],
])("[CLIENT-13] a clock that is set %s costs one dial at most, and a dead link is still found", async (_way, ms) => {
  await using world = new World("ann", "bob");
  const { client, wake } = await awake(world);
  const { dials } = world.peer;
  world.clock.jump(ms);
  await world.pass(50_000);
  wake();
  await world.pass(50_000);
  expect(world.peer.dials - dials).toBeLessThanOrEqual(1);
  world.peer.say("bob", TALK, "later");
  await world.pass(1_000);
  expect([client.connection.get().phase, head(client)]).toEqual(["online", 2]);
  world.peer.link("ann").open = false;
  world.clock.jump(ms);
  await world.pass(75_000);
  expect(client.connection.get().phase).toBe("online");
  expect(world.peer.dials - dials).toBeGreaterThanOrEqual(1);
});

test("a sleep is noticed by the time that is missing, however short the ticks around it", async () => {
  const clock = new VirtualClock();
  let woke = 0;
  const end = slept(clock, () => {
    woke += 1;
  });
  await clock.pass(60_000);
  expect(woke).toBe(0);
  clock.jump(30_000);
  await clock.pass(10_000);
  expect(woke).toBe(1);
  clock.jump(-HOUR);
  await clock.pass(60_000);
  expect(woke).toBe(1);
  end();
  expect(clock.waiting).toBe(0);
});
