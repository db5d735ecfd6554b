import { type Client, type ClientEvents, type Item, loadRest, memoryStore, type Thread } from "@skein/client";
import { expect, test } from "bun:test";
import { type SimWorld, startCore, type TestPerson } from "../src/index.ts";
import { cutOff, simDevice } from "./device.ts";

/* Threads with the SDK: two devices of Ann, Bob and Cleo in a group at the real server, on virtual time. */

interface Scene {
  readonly world: SimWorld;
  readonly conv: string;
  readonly root: number;
  readonly ann: TestPerson;
  readonly phone: Client;
  readonly desk: Client;
  readonly bob: Client;
  readonly cleo: Client;
  pass(ms?: number): Promise<void>;
}

async function scene(world: SimWorld): Promise<Scene> {
  const { clock, server } = world;
  await loadRest();
  const [ann, his, hers] = [await server.person("Ann"), await server.person("Bob"), await server.person("Cleo")];
  const on = (name: string, person: TestPerson): Client => simDevice(world, name, person).client;
  const [phone, desk, bob, cleo] = [on("phone", ann), on("desk", ann), on("bob", his), on("cleo", hers)];
  await clock.advance(1_000);
  const { id: conv } = await clock.settle(phone.createGroup({ name: "Lunch", users: [his.id, hers.id] }));
  phone.conversation(conv).send({ text: "where do we eat?" });
  await clock.advance(2_000);
  const root = phone.conversation(conv).view.get()?.head ?? 0;
  return { world, conv, root, ann, phone, desk, bob, cleo, pass: (ms = 2_000) => clock.advance(ms) };
}

async function threadOf(client: Client, { conv, root }: Pick<Scene, "conv" | "root">): Promise<Thread> {
  return client.conversation(conv).thread(root);
}

const texts = (items: readonly Item[]): string[] =>
  items.map((item) => (item.recalled ? "gone" : item.kind === "text" ? item.body.text : item.kind));
const said = (thread: Thread): string[] => texts(thread.timeline.state.get().items);
const states = (thread: Thread): string[] => thread.timeline.state.get().items.map(({ state }) => state);
const talk = (client: Client, conv: string): Item[] => [...client.conversation(conv).timeline.state.get().items];
const mine = async (client: Client) => (await client.threads()).state.get();

test("[THREAD-1] a reply is shown at once in its thread alone, on its way and when it is there, and counted under the root", async () => {
  await using world = await startCore();
  const here = await scene(world);
  const { conv, root, phone, bob, pass } = here;
  phone.conversation(conv).timeline.open();
  bob.conversation(conv).timeline.open();
  const [hers, his] = [await threadOf(phone, here), await threadOf(bob, here)];
  expect(await threadOf(phone, here)).toBe(hers);
  hers.timeline.open();
  his.timeline.open();
  await pass();
  const before = texts(talk(bob, conv));
  his.send({ text: "at the river" });
  expect([said(his), states(his)]).toEqual([["at the river"], ["pending"]]);
  expect(texts(talk(bob, conv))).toEqual(before);
  expect(bob.conversation(conv).view.get()?.last?.seq).toBe(root);
  await pass();
  expect([said(his), states(his)]).toEqual([["at the river"], ["delivered"]]);
  expect(said(hers)).toEqual(["at the river"]);
  for (const client of [phone, bob]) {
    expect(texts(talk(client, conv))).toEqual(before);
    // the root itself is what Bob has not read
    expect(client.conversation(conv).view.get()).toMatchObject({
      unread: client === bob ? 1 : 0,
      last: { seq: root },
    });
    const under = talk(client, conv).find(({ seq }) => seq === root)?.thread;
    expect(under).toMatchObject({ replies: 1, users: [bob.me.get()?.profile.id] });
  }
});

test("[THREAD-4] what is done to replies shows in the thread, on all sides, also on a device that comes later", async () => {
  await using world = await startCore();
  const here = await scene(world);
  const { conv, phone, bob, cleo, pass } = here;
  const [hers, his] = [await threadOf(phone, here), await threadOf(bob, here)];
  hers.timeline.open();
  his.timeline.open();
  for (const text of ["one", "two", "three"]) his.send({ text });
  await pass(4_000);
  const [one = 0, two = 0] = his.timeline.state.get().items.map(({ seq }) => seq ?? 0);
  bob.conversation(conv).edit(one, { text: "first" });
  await Promise.resolve();
  expect(said(his)).toEqual(["first", "two", "three"]);
  bob.conversation(conv).recall(two);
  phone.conversation(conv).react(one, "👍");
  await pass();
  const third = await threadOf(cleo, here);
  third.timeline.open();
  await pass();
  for (const thread of [hers, his, third]) {
    expect(said(thread)).toEqual(["first", "gone", "three"]);
    const [first, second] = thread.timeline.state.get().items;
    expect(first?.reactions).toMatchObject([{ emoji: "👍", count: 1 }]);
    expect(second?.body).toEqual({} as never);
  }
});

test("a long thread is read by pages, in order and without a hole, whatever is said between", async () => {
  await using world = await startCore();
  const here = await scene(world);
  const { conv, phone, bob, pass } = here;
  const his = await threadOf(bob, here);
  const all: string[] = [];
  for (let at = 0; at < 130; at++) {
    his.send({ text: `reply ${at}` });
    all.push(`reply ${at}`);
    if (at % 10 === 0) bob.conversation(conv).send({ text: "between" });
    if (at % 20 === 0) await pass(5_000);
  }
  await pass(60_000);
  const hers = await threadOf(phone, here);
  hers.timeline.open();
  await pass();
  expect(said(hers)).toEqual(all.slice(-said(hers).length));
  expect(said(hers).length).toBeGreaterThanOrEqual(50);
  while (hers.timeline.state.get().hasOlder) await world.clock.settle(hers.timeline.loadOlder());
  expect(said(hers)).toEqual(all);
  const other = await threadOf(here.cleo, here);
  other.timeline.open();
  await pass();
  const first = hers.timeline.state.get().items[0]?.seq ?? 0;
  expect(await world.clock.settle(other.timeline.jump(first))).toBe(true);
  expect(said(other)[0]).toBe("reply 0");
  expect(await world.clock.settle(other.timeline.jump(here.root - 1))).toBe(false);

  // from a device that knows nothing of it yet, while a page is on its way
  const { client } = simDevice(world, "third", here.ann);
  await pass();
  const third = await threadOf(client, here);
  third.timeline.open();
  expect(third.timeline.state.get().loading).toBe(true);
  expect(await world.clock.settle(third.timeline.jump(first))).toBe(true);

  // without a link nobody can say
  const fourth = await threadOf(simDevice(world, "fourth", here.ann).client, here);
  fourth.timeline.open();
  await pass();
  cutOff(world, "fourth");
  await pass();
  expect(await world.clock.settle(fourth.timeline.jump(first))).toBeUndefined();
});

test("[CLIENT-1] a reply without a link waits and is shown after a restart, and arrives once; a refused one can be tried again", async () => {
  await using world = await startCore();
  const here = await scene(world);
  const { conv, root, ann, phone, bob, pass } = here;
  const store = memoryStore();
  const first = simDevice(world, "old", ann, store);
  first.client.conversation(conv).timeline.open();
  await pass();
  (await threadOf(bob, here)).send({ text: "read before" });
  await pass();
  cutOff(world, "old");
  await pass();
  const dark = await threadOf(first.client, here);
  dark.send({ text: "from the tunnel" });
  dark.setDraft("and I thi", root + 1);
  await pass();
  first.face.stop();
  world.network.cable("old").clientDied(0);
  cutOff(world, "new");
  const { client } = simDevice(world, "new", ann, store);
  await pass();
  const again = await threadOf(client, here);
  again.timeline.open();
  await pass();
  expect([said(again), states(again)]).toEqual([
    ["read before", "from the tunnel"],
    ["sent", "pending"],
  ]);
  expect([again.draft, again.draftReply]).toEqual(["and I thi", root + 1]);
  expect((await mine(client)).threads).toMatchObject([{ conversation: conv, root, followed: true }]);
  world.network.cable("new").heal();
  await pass(60_000);
  expect(states(again)).not.toContain("pending");
  const his = await threadOf(bob, here);
  his.timeline.open();
  await pass();
  expect(said(his)).toEqual(["read before", "from the tunnel"]);

  phone.conversation(conv).recall(root);
  await pass();
  const key = his.send({ text: "too late" });
  await pass();
  expect([states(his).at(-1), said(his).at(-1)]).toEqual(["failed", "too late"]);
  bob.conversation(conv).retry(key);
  await pass();
  expect(states(his).at(-1)).toBe("failed");
  bob.conversation(conv).discard(key);
  await Promise.resolve();
  expect(said(his)).toEqual(["read before", "from the tunnel"]);
  // the root is gone, what was said under it is not
  bob.conversation(conv).timeline.open();
  await pass();
  expect(talk(bob, conv).find(({ seq }) => seq === root)).toMatchObject({ recalled: {}, thread: { replies: 2 } });
});

test("[THREAD-5][THREAD-6] one's threads are live with what is unread, in step on both devices, told of once, and there after a restart", async () => {
  await using world = await startCore();
  const here = await scene(world);
  const { conv, root, ann, phone, desk, bob, cleo, pass } = here;
  const heard: ClientEvents["message"][] = [];
  phone.on("message", (event) => heard.push(event));
  const his = await threadOf(bob, here);
  his.send({ text: "at the river" });
  await pass(5_000);
  for (const client of [phone, desk]) {
    expect(await mine(client)).toMatchObject({ unread: 1, known: true, threads: [{ root, unread: 1, replies: 1 }] });
  }
  expect(heard.map(({ entry }) => entry.ref)).toEqual([root]);
  expect((await mine(cleo)).threads).toEqual([]);
  his.send({ text: "or at the bridge" });
  await pass(5_000);
  expect(await mine(desk)).toMatchObject({
    unread: 1,
    threads: [{ unread: 2, last: { body: { text: "or at the bridge" } } }],
  });
  expect(heard).toHaveLength(2);

  // reading on one device is reading on the other
  const hers = await threadOf(phone, here);
  const end = hers.timeline.open();
  await pass();
  expect(hers.timeline.state.get().readMark).toBe(root);
  const [one = 0, two = 0] = hers.timeline.state.get().items.map(({ seq }) => seq ?? 0);
  hers.markRead(one);
  expect((await mine(phone)).threads).toMatchObject([{ unread: 1, read: one }]);
  hers.markRead(two);
  expect(await mine(phone)).toMatchObject({ unread: 0, threads: [{ unread: 0, read: two }] });
  await pass();
  expect(await mine(desk)).toMatchObject({ unread: 0, threads: [{ unread: 0, read: two }] });
  end();

  // who ends following hears nothing; whoever is mentioned does
  hers.follow(false);
  expect((await mine(phone)).threads).toEqual([]);
  await pass();
  expect((await mine(desk)).threads).toEqual([]);
  his.send({ text: "anybody?" });
  await pass(5_000);
  expect(heard).toHaveLength(2);
  his.send({ text: "Ann?", mentions: { users: [ann.id] } });
  await pass(5_000);
  expect(heard).toHaveLength(3);
  expect(await mine(desk)).toMatchObject({ unread: 1, threads: [{ followed: true }] });

  // also what one did without a link
  cutOff(world, "phone");
  await pass();
  hers.follow(false);
  expect((await mine(phone)).unread).toBe(0);
  world.network.cable("phone").heal();
  await pass(60_000);
  expect((await mine(desk)).threads).toEqual([]);

  const store = memoryStore();
  const first = simDevice(world, "first", { ...ann }, store);
  await pass();
  (await threadOf(first.client, here)).follow();
  await pass();
  expect((await mine(first.client)).threads).toHaveLength(1);
  first.face.stop();
  world.network.cable("first").clientDied(0);
  cutOff(world, "second");
  const second = simDevice(world, "second", ann, store);
  await pass();
  expect(await mine(second.client)).toMatchObject({ known: true, threads: [{ root, item: { seq: root } }] });
  // out of the group, out of its threads
  await world.clock.settle(phone.conversation(conv).remove(cleo.me.get()?.profile.id ?? ""));
  await pass();
  expect((await mine(cleo)).threads).toEqual([]);
  const denied = await threadOf(cleo, here);
  denied.timeline.open();
  await pass();
  expect(denied.timeline.state.get()).toMatchObject({ items: [], error: { name: "not_found" } });
});

test("a device that was away long catches up with the thread it looks at", async () => {
  await using world = await startCore();
  const here = await scene(world);
  const { conv, phone, bob, pass } = here;
  const [hers, his] = [await threadOf(phone, here), await threadOf(bob, here)];
  hers.timeline.open();
  his.send({ text: "before" });
  await pass();
  cutOff(world, "phone");
  await pass();
  const [before = 0] = hers.timeline.state.get().items.map(({ seq }) => seq ?? 0);
  bob.conversation(conv).edit(before, { text: "before, changed" });
  for (let at = 0; at < 30; at++) {
    for (let more = 0; more < 20; more++) bob.conversation(conv).send({ text: `${at} ${more}` });
    if (at % 10 === 0) his.send({ text: `reply ${at}` });
    await pass(5_000);
  }
  await pass(60_000);
  world.network.cable("phone").heal();
  await pass(60_000);
  expect(said(hers)).toEqual(["before, changed", "reply 0", "reply 10", "reply 20"]);
});
