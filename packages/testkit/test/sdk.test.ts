import { type Client, loadRest, memoryStore } from "@skein/client";
import { directId } from "@skein/protocol";
import { expect, test } from "bun:test";
import { type SimWorld, startCore } from "../src/index.ts";
import { type SimDevice, simDevice } from "./device.ts";

/*
 * The SDK at the real server on virtual time: single stories that the fuzz has told once, each too seldom to wait for it.
 */

// What the core loads when it is first needed would come on the time of this machine, not on the world's.
await loadRest();

/** Gone from one moment to the next. */
function kill(world: SimWorld, name: string, { face }: SimDevice): void {
  face.stop();
  world.network.cable(name).clientDied(0);
}

test("[SEND-6] what somebody says tells everyone that they have read what came before", async () => {
  await using world = await startCore();
  const { clock, server } = world;
  const [ann, bob] = [await server.person("Ann"), await server.person("Bob")];
  const [hers, his] = [simDevice(world, "ann", ann), simDevice(world, "bob", bob)];
  const conv = directId(ann.id, bob.id);
  await clock.advance(1_000);
  hers.client.conversation(conv).send({ text: "are you there?" });
  await clock.advance(5_000);
  const end = hers.client.conversation(conv).timeline.open();
  his.client.conversation(conv).send({ text: "yes" });
  await clock.advance(5_000);
  expect(
    hers.client
      .conversation(conv)
      .timeline.state.get()
      .items.map(({ state }) => state),
  ).toEqual(["read", "sent"]);
  end();
});

test("[CLIENT-2] what is written before the store is open is sent behind what it brings back", async () => {
  await using world = await startCore();
  const { clock, network, server } = world;
  const ann = await server.person("Ann");
  const conv = directId(ann.id, ann.id);
  const store = memoryStore();
  const before = simDevice(world, "phone", ann, store);
  await clock.advance(1_000);
  network.cable("phone").weather = { latency: 20, jitter: 0, refused: 1, unanswered: 0 };
  network.cable("phone").cut();
  for (const text of ["one", "two"]) before.client.conversation(conv).send({ text });
  await clock.advance(1_000);
  kill(world, "phone", before);
  network.cable("phone").heal();
  const after = simDevice(world, "phone", ann, store);
  after.client.conversation(conv).send({ text: "three" });
  await clock.advance(10_000);
  const { entries } = await server.storage.page(conv, { limit: 10 });
  expect(entries.map(({ body }) => JSON.parse(body) as unknown)).toEqual(
    ["one", "two", "three"].map((text) => ({ text })),
  );
});

test("a device that died before it could tell says after its restart what had reached it", async () => {
  await using world = await startCore();
  const { clock, network, server } = world;
  const [ann, bob] = [await server.person("Ann"), await server.person("Bob")];
  const store = memoryStore();
  const first = simDevice(world, "phone", ann, store);
  const his = simDevice(world, "bob", bob);
  const conv = directId(ann.id, bob.id);
  await clock.advance(1_000);
  network.cable("phone").whenNext("down", '"type":"ok"', () => {
    kill(world, "phone", first);
  });
  his.client.conversation(conv).send({ text: "hi" });
  await clock.advance(5_000);
  const second = simDevice(world, "phone", ann, store);
  await clock.advance(5_000);
  expect(his.client.conversation(conv).view.get()?.lastState).toBe("delivered");
  expect(second.client.conversation(conv).view.get()).toMatchObject({ delivered: 1, unread: 1 });
});

test("[CLIENT-4] a clock that is set back by an hour does not keep a dead link alive", async () => {
  await using world = await startCore();
  const { clock, network, server } = world;
  const ann = await server.person("Ann");
  const { client, face } = simDevice(world, "phone", ann);
  await clock.advance(1_000);
  face.jump(-3_600_000);
  network.cable("phone").silence("both");
  await clock.advance(120_000);
  expect(client.connection.get().phase).toBe("online");
  expect(server.core.hub.isHere(ann.id)).toBe(true);
});

test("[MARK-4] marks reach everyone in a group that the server has not in memory", async () => {
  await using world = await startCore({ config: { limits: { conversationsInMemory: 1 } } });
  const { clock, server } = world;
  const [ann, bob] = [await server.person("Ann"), await server.person("Bob")];
  const [hers, his] = [simDevice(world, "ann", ann), simDevice(world, "bob", bob)];
  await clock.advance(1_000);
  const { id } = await clock.settle(hers.client.createGroup({ name: "Two", users: [bob.id] }));
  hers.client.conversation(id).send({ text: "hi" });
  await clock.advance(5_000);
  expect(hers.client.conversation(id).view.get()?.lastState).toBe("delivered");
  // another conversation takes its place
  hers.client.conversation(directId(ann.id, ann.id)).send({ text: "note" });
  await clock.advance(5_000);
  his.client.conversation(id).markRead();
  await clock.advance(5_000);
  expect(hers.client.conversation(id).view.get()?.lastState).toBe("read");
});

test("[PROF-1] a new name is shown on one's own devices, and to whom one meets again", async () => {
  await using world = await startCore();
  const { clock, server } = world;
  const [ann, bob, cleo] = [await server.person("Ann"), await server.person("Bob"), await server.person("Cleo")];
  const [hers, his, theirs] = [
    simDevice(world, "ann", ann),
    simDevice(world, "bob", bob),
    simDevice(world, "cleo", cleo),
  ];
  const annas = (client: Client): string | undefined => client.people.person(ann.id).get()?.name;
  await clock.advance(1_000);
  await clock.settle(hers.client.call("account.update", { name: "Anne" }));
  await clock.advance(1_000);
  expect(annas(hers.client)).toBe("Anne");
  const { id } = await clock.settle(theirs.client.createGroup({ name: "Three", users: [ann.id, bob.id] }));
  await clock.advance(1_000);
  annas(his.client);
  await clock.advance(1_000);
  expect(annas(his.client)).toBe("Anne");
  await clock.settle(theirs.client.conversation(id).remove(bob.id));
  await clock.settle(hers.client.call("account.update", { name: "Anna" }));
  await clock.settle(theirs.client.conversation(id).add([bob.id]));
  await clock.advance(1_000);
  annas(his.client);
  await clock.advance(1_000);
  expect(annas(his.client)).toBe("Anna");
});

test("[OP-6] what two devices do to a message while they are away ends the same on both: taken back beats changed", async () => {
  await using world = await startCore();
  const { clock, network, server } = world;
  const [ann, bob] = [await server.person("Ann"), await server.person("Bob")];
  const [phone, laptop, his] = [
    simDevice(world, "phone", ann),
    simDevice(world, "laptop", ann),
    simDevice(world, "bob", bob),
  ];
  const conv = directId(ann.id, bob.id);
  await clock.advance(1_000);
  phone.client.conversation(conv).send({ text: "first" });
  await clock.advance(5_000);
  const all = [phone, laptop, his];
  const ends = all.map(({ client }) => client.conversation(conv).timeline.open());
  await clock.advance(5_000);
  const line = ({ client }: SimDevice) => client.conversation(conv).timeline.state.get().items[0];
  const seq = line(phone)?.seq ?? 0;
  const refused: string[] = [];
  phone.client.on("refused", ({ error }) => refused.push(error.name));
  // both are away: what each does is shown at once
  for (const name of ["phone", "laptop"]) {
    network.cable(name).weather = { latency: 20, jitter: 0, refused: 1, unanswered: 0 };
    network.cable(name).cut();
  }
  phone.client.conversation(conv).edit(seq, { text: "second" });
  phone.client.conversation(conv).react(seq, "👍");
  laptop.client.conversation(conv).recall(seq);
  await clock.advance(1_000);
  expect(line(phone)).toMatchObject({ body: { text: "second" }, edited: { times: 1 }, reactions: [{ emoji: "👍" }] });
  expect(line(laptop)?.recalled?.by).toBe(ann.id);
  expect(line(his)).toMatchObject({ body: { text: "first" } });
  // the laptop is back first
  network.cable("laptop").heal();
  await clock.advance(60_000);
  network.cable("phone").heal();
  await clock.advance(120_000);
  for (const one of all) {
    expect(line(one)?.recalled?.by).toBe(ann.id);
    expect(line(one)?.body).toEqual({} as never);
    expect(line(one)?.reactions).toBeUndefined();
  }
  expect(refused).toEqual(["recalled", "recalled"]);
  for (const end of ends) end();
});

test("[BEAT-1][CLIENT-4] the shortest heartbeat that a server takes, 2 s and 2 s, gives up no link that lives, also over a slow network", async () => {
  await using world = await startCore({ config: { heartbeat: { interval: 2_000, timeout: 2_000 } } });
  const { clock, network, server } = world;
  network.cable("phone").weather = { latency: 150, jitter: 200, refused: 0, unanswered: 0 };
  const { client } = simDevice(world, "phone", await server.person("Ann"));
  await clock.runUntil(() => client.connection.get().phase === "online");
  const phases: string[] = [];
  client.connection.subscribe(() => phases.push(client.connection.get().phase));
  await clock.advance(300_000);
  expect(phases).toEqual([]);
});
