import { expect, test } from "bun:test";
import { ClockFace } from "../clock/clock-face.ts";
import { VirtualClock } from "../clock/virtual-clock.ts";
import { SeededRandom } from "../random.ts";
import { SimCarrier } from "./sim-carrier.ts";

/** Three nodes that all hear `s`, and what each heard, as `from text`. */
function three(seed = 1) {
  const clock = new VirtualClock();
  const carrier = new SimCarrier(clock, new SeededRandom(seed));
  const nodes = ["ann", "bob", "eve"].map((name) => {
    const face = new ClockFace(clock);
    const bus = carrier.join(name, face.server);
    const heard: string[] = [];
    bus.subscribe("s", (text, from) => heard.push(`${from} ${text}`));
    return { face, bus, heard };
  });
  const [ann, bob, eve] = nodes;
  if (!ann || !bob || !eve) throw new Error("three nodes were to be made");
  return { clock, carrier, ann, bob, eve };
}

/** What one and the other say in a hundred ticks, under weather. */
async function stormy(seed: number): Promise<string[]> {
  const { clock, carrier, ann, bob, eve } = three(seed);
  carrier.weather = { latency: 5, jitter: 50, lost: 0.2 };
  for (let i = 0; i < 100; i++) {
    ann.bus.publish("s", String(i));
    bob.bus.publish("s", String(i));
    await clock.advance(1);
  }
  await clock.advance(100);
  return eve.heard;
}

test("under weather some words are lost, those of one publisher keep their order, and those of two do not", async () => {
  const heard = await stormy(1);
  const of = (name: string): number[] =>
    heard.filter((line) => line.startsWith(name)).map((line) => Number(line.slice(4)));
  for (const name of ["ann", "bob"]) {
    expect(of(name)).toEqual(of(name).toSorted((a, b) => a - b));
    expect(of(name).length).toBeGreaterThan(50);
    expect(of(name).length).toBeLessThan(100);
  }
  const ticks = heard.map((line) => Number(line.slice(4)));
  expect(ticks).not.toEqual(ticks.toSorted((a, b) => a - b));
});

test("the same seed loses and delays the same words", async () => {
  expect(await stormy(2)).toEqual(await stormy(2));
  expect(await stormy(2)).not.toEqual(await stormy(3));
});

test("a line that is cut loses what is on its way, and says so when it is noticed, or never", async () => {
  const { clock, carrier, ann, bob, eve } = three();
  const changes: string[] = [];
  bob.bus.onConnection((connected) => changes.push(`bob ${connected}`));
  eve.bus.onConnection((connected) => changes.push(`eve ${connected}`));
  carrier.weather = { latency: 100, jitter: 0, lost: 0 };
  ann.bus.publish("s", "on its way");
  await clock.advance(50);
  carrier.cut("bob", 1_000);
  carrier.cut("eve");
  await clock.advance(999);
  expect([bob.bus.connected, eve.bus.connected]).toEqual([true, true]);
  eve.bus.publish("s", "into the void");
  await clock.advance(1_000_000);
  expect([bob.bus.connected, eve.bus.connected]).toEqual([false, true]);
  carrier.heal();
  ann.bus.publish("s", "after");
  await clock.advance(1);
  expect([bob.heard, eve.heard, ann.heard]).toEqual([["ann after"], ["ann after"], []]);
  expect(changes).toEqual(["bob false", "bob true"]);
});

test("nodes that were parted do not hear each other, and think they are connected", async () => {
  const { clock, carrier, ann, bob, eve } = three();
  carrier.part(["ann", "bob"], ["eve"]);
  for (const { bus } of [ann, bob, eve]) bus.publish("s", "parted");
  await clock.advance(10);
  expect([ann.heard, bob.heard, eve.heard]).toEqual([["bob parted"], ["ann parted"], []]);
  expect(eve.bus.connected).toBe(true);
});

test("a machine that died neither says what it had in mind nor hears", async () => {
  const { clock, ann, bob, eve } = three();
  ann.bus.publish("s", "never said");
  ann.face.stop();
  bob.bus.publish("s", "hello");
  await clock.advance(10);
  expect([ann.heard, eve.heard]).toEqual([[], ["bob hello"]]);
});
