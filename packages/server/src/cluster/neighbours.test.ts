import { expect, test } from "bun:test";
import { ClockFace, VirtualClock } from "@skein/testkit";
import { Neighbours } from "./neighbours.ts";

const ROUND = 5_000;

/** A node, and how often it said that it is there. */
function nodeOn(clock: VirtualClock) {
  const node = { said: 0, clock };
  const neighbours = new Neighbours({ clock: new ClockFace(clock).server, round: ROUND, say: () => (node.said += 1) });
  return Object.assign(node, { neighbours });
}

test("that nobody is there is believed after some rounds without a word, and no longer once somebody comes", async () => {
  const { clock, neighbours } = nodeOn(new VirtualClock());
  neighbours.connected();
  await clock.advance(2 * ROUND);
  expect(neighbours.none).toBe(false);
  await clock.advance(ROUND);
  expect(neighbours.none).toBe(true);
  neighbours.heard("bob");
  expect(neighbours.none).toBe(false);
});

test("who is heard of from time to time stays, who is silent is gone after as long, who leaves at once", async () => {
  const { clock, neighbours } = nodeOn(new VirtualClock());
  neighbours.connected();
  for (let i = 0; i < 20; i++) {
    neighbours.heard("bob");
    await clock.advance(ROUND);
  }
  expect(neighbours.none).toBe(false);
  await clock.advance(2 * ROUND);
  expect(neighbours.none).toBe(false);
  await clock.advance(ROUND);
  expect(neighbours.none).toBe(true);
  neighbours.heard("cid");
  neighbours.left("cid");
  expect(neighbours.none).toBe(true);
});

test("each says that it is there when it connects, in every round and to whoever is new; not while it is not connected", async () => {
  const node = nodeOn(new VirtualClock());
  const { clock, neighbours } = node;
  neighbours.connected();
  expect(node.said).toBe(1);
  await clock.advance(3 * ROUND);
  expect(node.said).toBe(4);
  for (const from of ["bob", "bob", "cid"]) neighbours.heard(from);
  expect(node.said).toBe(6);
  neighbours.disconnected();
  await clock.advance(10 * ROUND);
  expect(node.said).toBe(6);
});

test("a new connection knows nobody, and so nothing: all may have come meanwhile", async () => {
  const { clock, neighbours } = nodeOn(new VirtualClock());
  neighbours.connected();
  await clock.advance(10 * ROUND);
  expect(neighbours.none).toBe(true);
  neighbours.disconnected();
  expect(neighbours.none).toBe(false);
  neighbours.connected();
  await clock.advance(2 * ROUND);
  expect(neighbours.none).toBe(false);
});
