import { expect, test } from "bun:test";
import type { Transport } from "../src/index.ts";
import { MapMemory } from "./map-memory.ts";
import { World } from "./world.ts";

const URLS = { url: "http://one.test", urls: ["http://two.test", "http://three.test"] };

/** Endpoints of one server: of some nothing is heard, others refuse. */
class Endpoints extends World {
  readonly silent = new Set<string>();
  readonly refusing = new Set<string>();
  readonly dialled: string[] = [];
  readonly closed: string[] = [];

  readonly transport: Transport = (url, events) => {
    this.dialled.push(url);
    if (this.refusing.has(url)) {
      this.clock.after(5, () => events.closed(1006, ""));
      return { send: () => undefined, close: () => undefined };
    }
    if (!this.silent.has(url)) {
      const link = this.peer.transport(url, events);
      return {
        send: (message) => link.send(message),
        close: (code, reason) => {
          this.closed.push(url);
          link.close(code, reason);
        },
      };
    }
    // it opens, as at a proxy whose server is away, and says nothing
    this.clock.after(5, () => events.opened());
    return { send: () => undefined, close: () => this.closed.push(url) };
  };
}

const [ONE, TWO, THREE] = ["http://one.test", "http://two.test", "http://three.test"];

test("[CLIENT-14] where all answer only the first is dialled", async () => {
  await using world = new Endpoints("ann");
  const ann = await world.online("ann", { ...URLS, transport: world.transport });
  await world.pass(10_000);
  expect([ann.connection.get().phase, world.dialled]).toEqual(["online", [ONE]]);
});

test("[CLIENT-14] after 2.5 s of silence the next is tried; the first that answers wins, is remembered, and the others are closed", async () => {
  await using world = new Endpoints("ann");
  world.silent.add(ONE);
  const ann = await world.online("ann", { ...URLS, transport: world.transport });
  expect([ann.connection.get().phase, world.dialled]).toEqual(["connecting", [ONE]]);
  await world.pass(1_000);
  expect([ann.connection.get().phase, world.dialled, world.closed]).toEqual(["online", [ONE, TWO], [ONE]]);
  world.peer.link("ann").cut();
  await world.pass(2_000);
  expect([ann.connection.get().phase, world.dialled.slice(2)]).toEqual(["online", [TWO]]);
});

test("[CLIENT-14] one that refuses is passed over at once, and only when all do the link is told as broken", async () => {
  await using world = new Endpoints("ann");
  world.refusing.add(ONE).add(TWO);
  const ann = world.client("ann", { ...URLS, transport: world.transport, random: () => 0.999_999 });
  await world.pass(200);
  expect([ann.connection.get().phase, world.dialled]).toEqual(["online", [ONE, TWO, THREE]]);
  world.refusing.add(THREE);
  world.peer.link("ann").cut();
  await world.pass(1_100);
  expect(world.dialled.slice(3)).toEqual([THREE, ONE, TWO]);
  expect(ann.connection.get().phase).toBe("waiting");
});

test("[CLIENT-14] a refusal of the token is an answer: nobody else is asked", async () => {
  await using world = new Endpoints("ann");
  world.peer.refused.set("ann", 4501);
  const ann = await world.online("ann", { ...URLS, transport: world.transport });
  expect([ann.connection.get().reason?.name, world.dialled]).toEqual(["unauthenticated", [ONE]]);
});

test("[CLIENT-14] after a restart it is the address that answered first on this network that is dialled first", async () => {
  await using world = new Endpoints("ann");
  const memory = new MapMemory();
  const options = { ...URLS, transport: world.transport, memory };
  let network = "home";
  const start = () => world.client("ann", { ...options, network: () => network });
  world.silent.add(ONE);
  const before = start();
  await world.pass(4_000);
  expect(before.connection.get().phase).toBe("online");
  await world.during(before.close());
  world.dialled.length = 0;
  const again = start();
  await world.pass(100);
  await world.during(again.close());
  network = "train";
  const elsewhere = start();
  await world.pass(100);
  await world.during(elsewhere.close());
  expect(world.dialled).toEqual([TWO, ONE]);
});

test("[CLIENT-14] an address that is remembered and does not belong to the server any more is passed over", async () => {
  await using world = new Endpoints("ann");
  const memory = new MapMemory();
  for (const text of ['"http://evil.test"', "7", "{"]) {
    memory.setItem("skein.first  http://one.test", text);
    world.dialled.length = 0;
    const ann = world.client("ann", { ...URLS, transport: world.transport, memory });
    await world.pass(1_000);
    await world.during(ann.close());
    expect(world.dialled).toEqual([ONE]);
  }
});
