import { expect, test } from "bun:test";
import { BEATS } from "../src/link/adaptive-heartbeat.ts";
import { MapMemory } from "./map-memory.ts";
import { World } from "./world.ts";

const HOUR = 3_600_000;

/** A network that forgets a connection after so much silence, and tells nobody. */
class Nat extends World {
  readonly limits = new Map([["home", 200_000]]);
  where = "home";
  private quietSince = new WeakMap<object, number>();

  /** Lets time pass on the network. */
  async live(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 1_000) {
      await this.pass(1_000);
      for (const link of this.peer.links) {
        const sign = `${link.heard.length}`;
        const since = this.quietSince.get(link);
        const known = this.signs.get(link);
        if (since === undefined || known !== sign) {
          this.signs.set(link, sign);
          this.quietSince.set(link, this.clock.now());
        } else if (this.clock.now() - since > (this.limits.get(this.where) ?? 0)) link.open = false;
      }
    }
  }
  private readonly signs = new WeakMap<object, string>();
}

test("[BEAT-6] a client that asks by itself finds what its network bears, settles below it, and goes on while others talk", async () => {
  await using world = new Nat("ann", "bob");
  world.peer.pings = false;
  const ann = await world.online("ann", { heartbeat: "adaptive", network: () => world.where });
  expect(world.peer.link("ann").heard[0]).toMatchObject({ type: "hello", heartbeat: BEATS.most + 60_000 });
  await world.live(10 * HOUR);
  const { dials } = world.peer;
  const beats = () => world.peer.links.flatMap(({ heard }) => heard).filter(({ type }) => type === "ping").length;
  const before = beats();
  await world.live(2 * HOUR);
  expect(world.peer.dials).toBe(dials);
  // between 0.9 times what the network bears and all of it
  expect(beats() - before).toBeGreaterThanOrEqual(Math.floor((2 * HOUR) / 200_000));
  expect(beats() - before).toBeLessThanOrEqual(Math.ceil((2 * HOUR) / 180_000));
  expect(ann.connection.get().phase).toBe("online");

  // whatever is said is as good as a beat
  const quiet = beats();
  for (let said = 0; said < 20; said += 1) {
    world.peer.say("bob", "d:ann:bob", `${said}`);
    await world.live(60_000);
  }
  expect(beats()).toBe(quiet);
}, 30_000);

test("[BEAT-6] it remembers each network, and finds a dead link by the beat that gets no answer", async () => {
  await using world = new Nat("ann");
  world.peer.pings = false;
  world.limits.set("train", 60_000);
  const ann = await world.online("ann", { heartbeat: "adaptive", network: () => world.where });
  await world.live(10 * HOUR);
  const change = async (where: string): Promise<void> => {
    world.where = where;
    world.peer.link("ann").cut();
    await world.live(60_000);
  };
  await change("train");
  await world.live(6 * HOUR);
  await change("home");
  // no search anew: one link from here on
  const { dials } = world.peer;
  await world.live(2 * HOUR);
  expect(world.peer.dials).toBe(dials);
  world.peer.link("ann").open = false;
  await world.live(250_000);
  expect([world.peer.dials, ann.connection.get().phase]).toEqual([dials + 1, "online"]);
}, 30_000);

test("[BEAT-6] what a network bears is known after a restart, where the network has a name; nonsense is passed over", async () => {
  await using world = new Nat("ann");
  world.peer.pings = false;
  const memory = new MapMemory();
  const options = { heartbeat: "adaptive", network: () => world.where, memory } as const;
  const before = await world.online("ann", options);
  await world.live(10 * HOUR);
  await world.during(before.close());
  const [[where, interval] = []] = JSON.parse(memory.get("skein.beats") ?? "[]") as [string, number][];
  expect(where).toBe("home");
  expect(interval).toBeGreaterThanOrEqual(180_000);
  expect(interval).toBeLessThanOrEqual(200_000);
  const { dials } = world.peer;
  await world.online("ann", options);
  await world.live(2 * HOUR);
  // nothing is tried that was tried before: no link is lost for it
  expect(world.peer.dials).toBe(dials + 1);
  for (const text of ["", "{", "7", '[["home"]]', '[["home",1],["home",9e9],[7,60000],null]']) {
    memory.set("skein.beats", text);
    const client = await world.online("ann", options);
    expect(client.connection.get().phase).toBe("online");
  }
}, 30_000);
