import { expect, test } from "bun:test";
import { memoryStore } from "../src/index.ts";
import { World } from "./world.ts";

test("[REMARK-1] a person is shown by the name one gave them, live, from the list and from the store", async () => {
  await using world = new World("ann", "bob");
  world.peer.contacts.set("ann", [{ user: "bob", friend: 1, remark: "Bobby" }]);
  const ann = await world.online("ann");
  const bob = ann.people.person("bob");
  await world.pass(2_000);
  expect(bob.get()).toMatchObject({ name: "Bobby", ownName: "BOB", contact: { friend: 1 } });
  expect(ann.contacts.list.get()).toMatchObject([{ id: "bob", name: "Bobby" }]);
  // another device gives another name, takes it away, and blocks
  world.peer.tell("ann", "self.contact", { user: "bob", remark: "老鲍", pinyin: "lao bao" });
  await world.pass(100);
  expect(bob.get()).toMatchObject({ name: "老鲍", ownName: "BOB", contact: { friend: 1, pinyin: "lao bao" } });
  world.peer.tell("ann", "self.contact", { user: "bob", remark: null, pinyin: null });
  world.peer.tell("ann", "self.contact", { user: "bob", blocked: 5 });
  await world.pass(100);
  expect(bob.get()).toMatchObject({ name: "BOB", contact: { user: "bob", friend: 1, blocked: 5 } });
  expect(bob.get()?.ownName).toBeUndefined();
  world.peer.tell("ann", "self.contact", { user: "bob", blocked: null, friend: null });
  await world.pass(100);
  expect(ann.contacts.list.get()).toEqual([]);
  expect(bob.get()?.contact).toBeUndefined();
  expect(world.errors).toEqual([]);
});

test("[FRIEND-1] a request and what becomes of it is one request", async () => {
  await using world = new World("ann", "bob");
  const ann = await world.online("ann", { store: memoryStore() });
  const request = { from: "bob", to: "ann", greeting: "hi", state: "open", created: 5, expires: 9 } as const;
  world.peer.tell("ann", "self.request", { request });
  await world.pass(100);
  expect(ann.contacts.requests.get()).toEqual([request]);
  world.peer.tell("ann", "self.request", { request: { ...request, state: "refused" } });
  await world.pass(100);
  expect(ann.contacts.requests.get()).toEqual([{ ...request, state: "refused" }]);
});
