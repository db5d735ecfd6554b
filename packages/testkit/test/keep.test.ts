import { type Client, type Item, loadRest, memoryStore, type Store } from "@skein/client";
import { directId, FOREVER } from "@skein/protocol";
import { expect, test } from "bun:test";
import { type SimWorld, startCore, type TestPerson } from "../src/index.ts";
import { cutOff, device } from "./device.ts";

/* How a person keeps their conversations, with the SDK on two of their devices and another person at the real server, on virtual time. */

interface Scene {
  readonly world: SimWorld;
  readonly conv: string;
  readonly ann: TestPerson;
  readonly phone: Client;
  readonly desk: Client;
  readonly bob: Client;
  cut(...names: readonly string[]): void;
  heal(...names: readonly string[]): void;
}

async function scene(world: SimWorld): Promise<Scene> {
  const { clock, network, server } = world;
  await loadRest();
  const [ann, his] = [await server.person("Ann"), await server.person("Bob")];
  const [phone, desk, bob] = [device(world, "phone", ann), device(world, "desk", ann), device(world, "bob", his)];
  const conv = directId(ann.id, his.id);
  await clock.advance(1_000);
  bob.conversation(conv).send({ text: "hello" });
  await clock.advance(5_000);
  return {
    ...{ world, conv, ann, phone, desk, bob },
    cut: (...names) => cutOff(world, ...names),
    heal(...names) {
      for (const name of names) network.cable(name).heal();
    },
  };
}

const view = (client: Client, conv: string) => client.conversation(conv).view.get();
const texts = (items: readonly Item[]) => items.map(({ body }) => (body as { text?: string }).text);

test("[KEEP-1][KEEP-2] what is pinned, quiet, archived and in a folder on one device is so on the other, and after a restart", async () => {
  await using world = await startCore();
  const { conv, phone, desk, ann } = await scene(world);
  phone.conversation(conv).keep({ pinned: 5, quiet: FOREVER, archived: FOREVER, folders: ["work"], unread: true });
  expect(view(phone, conv)).toMatchObject({ pinned: 5, quiet: FOREVER, archived: true, markedUnread: true });
  await world.clock.advance(1_000);
  const shown = { pinned: 5, quiet: FOREVER, archived: true, markedUnread: true, folders: ["work"], unread: 1 };
  expect(view(desk, conv)).toMatchObject(shown);
  desk.conversation(conv).keep({ pinned: 0, unread: false });
  await world.clock.advance(1_000);
  expect(view(phone, conv)?.pinned).toBeUndefined();
  const third = device(world, "third", ann);
  await world.clock.advance(2_000);
  const { pinned: _pinned, ...rest } = shown;
  expect(view(third, conv)).toMatchObject({ ...rest, markedUnread: false });
});

test("[KEEP-1] what two devices change without a link shows at once and ends the same on both: the last one wins", async () => {
  await using world = await startCore();
  const { conv, phone, desk, cut, heal } = await scene(world);
  cut("phone", "desk");
  await world.clock.advance(1_000);
  phone.conversation(conv).keep({ pinned: 1, quiet: 5 });
  desk.conversation(conv).keep({ pinned: 2, folders: ["home"] });
  expect([view(phone, conv)?.pinned, view(desk, conv)?.pinned]).toEqual([1, 2]);
  heal("desk");
  await world.clock.advance(40_000);
  heal("phone");
  await world.clock.advance(40_000);
  for (const client of [phone, desk])
    expect(view(client, conv)).toMatchObject({ pinned: 1, quiet: 5, folders: ["home"] });
});

test("[KEEP-4] a hidden conversation comes back with the next message, on both devices; one in the archive only if wished", async () => {
  await using world = await startCore();
  const { conv, phone, desk, bob } = await scene(world);
  const head = view(phone, conv)?.head as number;
  phone.conversation(conv).keep({ hidden: head, archived: FOREVER });
  await world.clock.advance(1_000);
  expect(view(desk, conv)).toMatchObject({ hidden: true, archived: true });
  bob.conversation(conv).send({ text: "again" });
  await world.clock.advance(1_000);
  for (const client of [phone, desk]) expect(view(client, conv)).toMatchObject({ hidden: false, archived: true });
  desk.conversation(conv).keep({ archived: head + 1 });
  await world.clock.advance(1_000);
  expect(view(phone, conv)?.archived).toBe(true);
  bob.conversation(conv).send({ text: "and again" });
  await world.clock.advance(1_000);
  for (const client of [phone, desk]) expect(view(client, conv)?.archived).toBe(false);
});

test("[KEEP-6] a draft follows to the other device, never over what is being written there, and goes when it is sent", async () => {
  await using world = await startCore();
  const { conv, phone, desk, cut, heal } = await scene(world);
  phone.conversation(conv).setDraft("half a", 1);
  phone.conversation(conv).setDraft("half a thought", 1);
  await world.clock.advance(5_000);
  expect(view(desk, conv)).toMatchObject({ draft: "half a thought", draftReply: 1 });
  cut("desk");
  await world.clock.advance(100);
  desk.conversation(conv).setDraft("the desk's own");
  phone.conversation(conv).setDraft("the phone's");
  await world.clock.advance(5_000);
  heal("desk");
  await world.clock.advance(40_000);
  // saved last
  for (const client of [phone, desk]) expect(view(client, conv)?.draft).toBe("the desk's own");
  phone.conversation(conv).send({ text: "the desk's own" });
  await world.clock.advance(5_000);
  for (const client of [phone, desk]) expect(view(client, conv)?.draft).toBeUndefined();
  const { entries } = await world.server.storage.page(`s:${phone.me.get()?.profile.id}`, { limit: 100 });
  expect(JSON.stringify(entries)).not.toContain("thought");
});

test("[KEEP-6] a device that stops before the rest is stored takes what another one wrote for no change of its own", async () => {
  await using world = await startCore();
  const { conv, ann, phone } = await scene(world);
  const kept = memoryStore();
  let logs = true;
  // a tab that does not keep the logs, as each is in its first moment: of what it learns only drafts and the outbox are stored
  const store: Store = {
    ...kept,
    write: (changes) => {
      const { drafts, outbox } = changes;
      const none = { conversations: new Map(), cut: new Map(), entries: [], people: new Map() };
      return kept.write(logs ? changes : { ...none, drafts, outbox });
    },
  };
  const first = device(world, "tab", ann, store);
  await world.clock.advance(2_000);
  logs = false;
  phone.conversation(conv).setDraft("an answer", 1);
  await world.clock.advance(5_000);
  expect(view(first, conv)).toMatchObject({ draft: "an answer", draftReply: 1 });
  await world.clock.settle(first.close());
  logs = true;
  const second = device(world, "tab", ann, store);
  await world.clock.advance(10_000);
  for (const client of [second, phone]) expect(view(client, conv)).toMatchObject({ draft: "an answer", draftReply: 1 });
});

test("[KEEP-6] a draft keeps the message that it answers over a restart, whether the server was told or not", async () => {
  await using world = await startCore();
  const { conv, ann, cut, heal } = await scene(world);
  const store = memoryStore();
  const first = device(world, "tab", ann, store);
  await world.clock.advance(2_000);
  first.conversation(conv).setDraft("told", 1);
  await world.clock.advance(5_000);
  cut("tab");
  await world.clock.settle(first.close());
  const second = device(world, "tab", ann, store);
  await world.clock.advance(1_000);
  expect(view(second, conv)).toMatchObject({ draft: "told", draftReply: 1 });
  second.conversation(conv).setDraft("not told", 1);
  await world.clock.advance(5_000);
  await world.clock.settle(second.close());
  const third = device(world, "tab", ann, store);
  await world.clock.advance(1_000);
  expect(view(third, conv)).toMatchObject({ draft: "not told", draftReply: 1 });
  heal("tab");
  await world.clock.advance(40_000);
  const fourth = device(world, "fourth", ann);
  await world.clock.advance(2_000);
  expect(view(fourth, conv)).toMatchObject({ draft: "not told", draftReply: 1 });
});

test("[KEEP-6] what is written and sent without a pause tells the other devices nothing", async () => {
  await using world = await startCore();
  const { conv, phone } = await scene(world);
  const self = `s:${phone.me.get()?.profile.id}`;
  const before = (await world.server.storage.page(self, { limit: 100 })).head;
  for (const text of ["h", "hi"]) phone.conversation(conv).setDraft(text);
  phone.conversation(conv).send({ text: "hi" });
  await world.clock.advance(5_000);
  expect((await world.server.storage.page(self, { limit: 100 })).head).toBe(before);
});

test("[KEEP-5][KEEP-7] what is deleted and cleared for oneself is gone on both devices and after a restart; the other person has it", async () => {
  await using world = await startCore();
  const { conv, phone, desk, bob, cut, heal, ann } = await scene(world);
  const ends = [phone, desk, bob].map((client) => client.conversation(conv).timeline.open());
  for (const text of ["one", "two", "three"]) bob.conversation(conv).send({ text });
  await world.clock.advance(5_000);
  const items = (client: Client) => client.conversation(conv).timeline.state.get().items;
  cut("phone");
  await world.clock.advance(1_000);
  const last = items(phone).at(-1)?.seq as number;
  phone.conversation(conv).removeForMe([last]);
  phone.conversation(conv).star([last - 1]);
  expect(texts(items(phone))).toEqual(["hello", "one", "two"]);
  expect(view(phone, conv)?.last).toBeUndefined();
  heal("phone");
  await world.clock.advance(40_000);
  expect(texts(items(desk))).toEqual(["hello", "one", "two"]);
  expect(items(desk).at(-1)?.starred).toBe(true);
  expect(texts(items(bob))).toEqual(["hello", "one", "two", "three"]);
  phone.conversation(conv).dismiss();
  expect(items(phone)).toEqual([]);
  await world.clock.advance(5_000);
  expect(items(desk)).toEqual([]);
  expect(view(desk, conv)).toMatchObject({ hidden: true, unread: 0 });
  bob.conversation(conv).send({ text: "four" });
  await world.clock.advance(5_000);
  const third = device(world, "third", ann);
  await world.clock.advance(2_000);
  ends.push(third.conversation(conv).timeline.open());
  await world.clock.advance(2_000);
  for (const client of [phone, desk, third]) {
    expect(texts(items(client))).toEqual(["four"]);
    expect(view(client, conv)).toMatchObject({ hidden: false, unread: 1 });
    expect(client.conversation(conv).timeline.state.get().hasOlder).toBe(false);
  }
  expect((await world.clock.settle(desk.verify(conv))).state).not.toBe("different");
  for (const end of ends) end();
});

test("[KEEP-3] a change that is refused is taken back, and the app is told", async () => {
  await using world = await startCore();
  const { conv, phone, desk } = await scene(world);
  const refused: string[] = [];
  phone.on("refused", ({ kind, error }) => refused.push(`${kind} ${error.name}`));
  phone.conversation(conv).star([9_999]);
  phone.conversation(conv).keep({ folders: ["not an id"] });
  phone.change({ folders: [{ id: "a", name: "A" }] });
  await world.clock.advance(5_000);
  expect(refused).toEqual(["self.starred not_found", "self.kept invalid"]);
  expect(view(phone, conv)?.folders).toEqual([]);
  expect(desk.me.get()?.settings.folders).toEqual([{ id: "a", name: "A" }]);
});

test("[MARK-3] after random changes on two devices, cuts and a restart, unread counts are what the log says everywhere", async () => {
  for (const seed of [1, 2, 3, 4, 5, 6]) await story(seed);
}, 60_000);

async function story(seed: number): Promise<void> {
  await using world = await startCore({ seed });
  const { conv, phone, desk, bob, cut, heal, ann } = await scene(world);
  const random = world.random.fork();
  const devices = [phone, desk];
  for (let step = 0; step < 60; step += 1) {
    const one = devices[Math.floor(random.next() * 2)] as Client;
    const talk = one.conversation(conv);
    const head = talk.view.get()?.head ?? 0;
    const acts = [
      () => bob.conversation(conv).send({ text: `t${step}` }),
      () => bob.conversation(conv).send({ text: `t${step}` }),
      () => talk.send({ text: `mine ${step}` }),
      () => talk.markRead(),
      () => talk.markRead(Math.floor(random.next() * head)),
      () => talk.keep({ hidden: head, unread: random.next() < 0.5 }),
      () => talk.removeForMe([1 + Math.floor(random.next() * head)]),
      () => talk.keep({ since: Math.floor(random.next() * head) }),
      () => bob.conversation(conv).recall(head),
      () => cut(random.next() < 0.5 ? "phone" : "desk"),
      () => heal("phone", "desk"),
    ];
    acts[Math.floor(random.next() * acts.length)]?.();
    await world.clock.advance(Math.floor(random.next() * 3_000));
  }
  heal("phone", "desk");
  await world.clock.advance(60_000);
  const { entries, head } = await world.server.storage.page(conv, { limit: 1_000 });
  const stored = await world.server.storage.conversation(conv);
  const mine = stored?.members.find(({ user }) => user === ann.id);
  const count = (entries.at(-1)?.count ?? 0) - (entries.find(({ seq }) => seq === mine?.read)?.count ?? 0);
  const third = device(world, "third", ann);
  await world.clock.advance(5_000);
  const seen = [...devices, third].map((client) => view(client, conv));
  for (const one of seen) {
    expect({ seed, unread: one?.unread, read: one?.read, head: one?.head }).toEqual({
      ...{ seed, unread: count, read: mine?.read, head },
    });
    expect({ seed, hidden: one?.hidden, marked: one?.markedUnread, last: one?.last?.seq }).toEqual({
      ...{ seed, hidden: seen[2]?.hidden, marked: seen[2]?.markedUnread, last: seen[2]?.last?.seq },
    });
  }
}
