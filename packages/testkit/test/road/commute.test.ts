import { expect, test } from "bun:test";
import { OPEN_ROAD, SeededRandom, startServer, type TestServer } from "../../src/index.ts";
import { Traveller, until } from "./traveller.ts";

/*
 * The SDK's WebSocket and a real server, with a proxy of faults between them, on real time. The same on virtual time, for much
 * longer, is the fuzz; here it is the sockets, the bytes and the proxies that are real.
 */

async function twoOn(server: TestServer, seed = 1): Promise<readonly [Traveller, Traveller]> {
  const [ann, bob] = [await server.person("Ann"), await server.person("Bob")];
  return [
    await Traveller.set(server, [ann, bob], { name: "Ann", seed }),
    await Traveller.set(server, [bob, ann], { name: "Bob", seed: seed + 1 }),
  ];
}

/** Everything is there once, in the order of writing, and the same for both. */
async function allThere(pair: readonly Traveller[], each: number): Promise<void> {
  await until(() => pair.every((one) => one.has(2 * each)));
  for (const one of pair) {
    expect(one.faults).toEqual([]);
    expect(one.shown).toEqual(pair[0]?.shown ?? []);
    for (const { name } of pair) {
      const said = one.shown.filter((text) => text.startsWith(name));
      expect(said).toEqual(Array.from({ length: each }, (_, i) => `${name} ${i + 1} 旅途中🚆`));
    }
  }
}

test("[CONN-1][FRAME-1] whatever pieces the bytes of a connection come in, the words are whole", async () => {
  await using server = await startServer();
  const [ann, bob] = await twoOn(server);
  await using _ann = ann;
  await using _bob = bob;
  for (const { proxy } of [ann, bob]) {
    proxy.weather = { ...OPEN_ROAD, piece: 1 };
    // also the handshake and the hello
    proxy.cut("rst");
  }
  for (let i = 0; i < 5; i++) for (const one of [ann, bob]) one.say();
  await allThere([ann, bob], 5);
  expect(ann.proxy.taken).toBe(2);
});

test("[CLIENT-2][CLIENT-3][SEND-2] two people talk on their way to work: slow, torn, cut, in tunnels; nothing is lost, doubled or out of order", async () => {
  await using server = await startServer();
  const random = new SeededRandom(11);
  const [ann, bob] = await twoOn(server, 20);
  await using _ann = ann;
  await using _bob = bob;
  const pair = [ann, bob];
  const happenings: readonly ((one: Traveller) => void)[] = [
    ({ proxy }) => proxy.cut("rst"),
    ({ proxy }) => proxy.cut("fin"),
    ({ proxy }) => {
      proxy.cutAfter(random.pick(["up", "down"]), random.integer(1, 3_000), random.pick(["rst", "fin"]));
      proxy.cut("rst");
    },
    ({ proxy }) => (proxy.weather = { ...OPEN_ROAD, latency: random.integer(5, 40), jitter: random.integer(0, 60) }),
    ({ proxy }) => (proxy.weather = { ...OPEN_ROAD, piece: random.integer(1, 9), latency: 5 }),
    ({ proxy }) => (proxy.weather = { ...OPEN_ROAD, bandwidth: random.integer(3_000, 30_000) }),
    ({ proxy }) => proxy.hold(true),
    ({ proxy }) => proxy.hold(false),
    ({ proxy }) => proxy.whenNext("down", random.pick(['"ok"', '"entry"', '"welcome"']), () => proxy.cut("rst")),
    ({ proxy }) => (proxy.refusing = true),
    (one) => one.proxy.heal(),
    (one) => one.wake(),
    (one) => one.wake(),
  ];
  const STEPS = 60;
  for (let step = 0; step < STEPS; step++) {
    for (const one of pair) {
      one.say();
      random.pick(happenings)(one);
    }
    await Bun.sleep(random.integer(5, 60));
  }
  for (const one of pair) {
    one.proxy.heal();
    one.wake();
  }
  await allThere(pair, STEPS);
  // it was no easy way
  expect(ann.proxy.taken + bob.proxy.taken).toBeGreaterThan(4);
});

const BEAT = { interval: 1_000, timeout: 2_000 };
/** The server looks at its links once a second, at each of the two times; and this machine may be busy. */
const SLACK = 2_000 + 4_000;

test.concurrent.each(["up", "down", "both"] as const)(
  "[BEAT-3][CLIENT-4] a connection that is half-open (%s) is found dead by both sides in time, and what was said meanwhile comes",
  async (direction) => {
    await using server = await startServer({ heartbeat: BEAT });
    const [ann, bob] = await twoOn(server);
    await using _ann = ann;
    await using _bob = bob;
    const { closes } = server.server.traffic;
    const silent = (): boolean => closes.of("silent") === 1;
    const began = performance.now();
    ann.proxy.silence(direction);
    // whoever dials anew finds an open road; this connection stays as it is
    ann.proxy.heal();
    ann.say();
    bob.say();
    await Promise.all([until(() => ann.phase !== "online"), until(silent)]);
    expect(performance.now() - began).toBeLessThan(BEAT.interval + BEAT.timeout + SLACK);
    expect(bob.phase).toBe("online");
    ann.wake();
    await allThere([ann, bob], 1);
  },
);

test.concurrent("[BEAT-1] heartbeats keep a connection that a proxy would cut for idleness; where they are too slow for it, nothing is lost", async () => {
  await using server = await startServer({ heartbeat: BEAT });
  const [ann, bob] = await twoOn(server);
  await using _ann = ann;
  await using _bob = bob;
  ann.proxy.idle = { after: 3_000, how: "fin" };
  bob.proxy.idle = { after: 300, how: "fin" };
  await until(() => bob.proxy.taken >= 2);
  await Bun.sleep(3_100);
  expect(ann.proxy.taken).toBe(1);
  for (let i = 0; i < 3; i++) for (const one of [ann, bob]) one.say();
  bob.proxy.heal();
  await allThere([ann, bob], 3);
});
