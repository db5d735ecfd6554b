import { expect, test } from "bun:test";
import { selfId } from "@skein/protocol";
import type { WireClient } from "../../src/index.ts";
import { direct, eventOf, heard, outcome, settled, words } from "./fixture/talk.ts";
import { World } from "./fixture/world.ts";

/** A moment. */
const SOMETIME = expect.any(Number) as number;
const conv = direct("ann", "bob");
const say = (link: WireClient, text: string, to = conv) => outcome(link.ask("message.send", words(to, text)));
const presenceOf = (link: WireClient) => link.frames.filter(eventOf("presence")).map(({ data }) => data);
const texts = (link: WireClient, of = conv) => heard(link, of).map((entry) => (entry.body as { text: string }).text);

async function befriend(one: WireClient, oneId: string, other: WireClient, otherId: string): Promise<void> {
  await one.ask("contact.request", { user: otherId });
  await other.ask("contact.answer", { user: oneId, accept: true });
}

test("[BLOCK-1] who is blocked cannot write, also not where they wrote before, and nothing of it is kept", async () => {
  await using world = await World.start();
  const [ann, bob] = await world.links("ann", "bob");
  expect(await say(bob, "before")).toBe("ok");
  await ann.ask("contact.block", { user: "bob" });
  await settled(ann, bob);
  expect(await say(bob, "after")).toBe("not_accepted");
  expect(await say(bob, "after")).toBe("not_accepted");
  await settled(ann, bob);
  expect(texts(ann)).toEqual(["before"]);
  expect((await bob.ask("message.list", { conv })).head).toBe(1);
  await bob.ask("conversation.typing", { conv, active: true });
  await settled(ann, bob);
  expect(ann.frames.filter(eventOf("typing"))).toEqual([]);
  await ann.ask("contact.unblock", { user: "bob" });
  await settled(ann, bob);
  expect(await say(bob, "again")).toBe("ok");
});

test("[BLOCK-1] who is blocked cannot even open a conversation that was not there", async () => {
  await using world = await World.start();
  const [ann, bob] = await world.links("ann", "bob");
  await ann.ask("contact.block", { user: "bob" });
  await settled(ann, bob);
  expect(await outcome(bob.ask("conversation.open", { user: "ann" }))).toBe("not_accepted");
  expect(await say(bob, "hello")).toBe("not_accepted");
  for (const link of [ann, bob]) expect((await link.ask("conversation.list", {})).conversations).toEqual([]);
});

test("[BLOCK-2] who is blocked sees the other as away and never seen, at once", async () => {
  await using world = await World.start();
  const [ann, bob] = await world.links("ann", "bob");
  await say(bob, "hi");
  expect((await bob.ask("presence.watch", { users: ["ann"] })).presence).toEqual([{ user: "ann", online: true }]);
  await ann.ask("contact.block", { user: "bob" });
  const away = await bob.next(eventOf("presence"));
  expect(away.data).toEqual({ user: "ann", online: false });
  expect((await bob.ask("presence.watch", { users: ["ann"] })).presence).toEqual([{ user: "ann", online: false }]);
  const second = await world.link("ann");
  second.close();
  await settled(ann, bob);
  expect(presenceOf(bob)).toHaveLength(1);
  await ann.ask("contact.unblock", { user: "bob" });
  expect((await bob.next(eventOf("presence"))).data).toEqual({ user: "ann", online: true });
});

test("[BLOCK-3][BLOCK-4] who is blocked learns nothing: their request is answered like every other, and nobody else hears of it", async () => {
  await using world = await World.start();
  const [ann, bob, cleo] = await world.links("ann", "bob", "cleo");
  await ann.ask("contact.block", { user: "bob" });
  await settled(ann, bob, cleo);
  const heardBefore = heard(ann, selfId("ann")).length;
  expect(heard(bob, selfId("bob"))).toEqual([]);
  const blocked = await bob.ask("contact.request", { user: "ann", greeting: "hi" });
  const free = await cleo.ask("contact.request", { user: "bob", greeting: "hi" });
  expect(blocked).toEqual(free);
  expect((await bob.ask("contact.requests", {})).outgoing).toMatchObject([{ to: "ann", state: "open" }]);
  expect(await outcome(bob.ask("contact.request", { user: "ann" }))).toBe("already_asked");
  const card = await bob.ask("contact.get", { user: "ann" });
  expect(card).toMatchObject({ contact: { user: "ann" }, request: { state: "open" } });
  expect("blocked" in card.contact).toBeFalse();
  await settled(ann, bob, cleo);
  expect(heard(ann, selfId("ann"))).toHaveLength(heardBefore);
  expect((await ann.ask("contact.requests", {})).incoming).toEqual([]);
  expect(await outcome(ann.ask("contact.answer", { user: "bob", accept: true }))).toBe("not_found");
  expect("request" in (await ann.ask("contact.get", { user: "bob" }))).toBeFalse();
  expect(await outcome(ann.ask("contact.request", { user: "bob" }))).toBe("forbidden");
  await bob.ask("contact.withdraw", { user: "ann" });
  await settled(ann, bob);
  expect(heard(ann, selfId("ann"))).toHaveLength(heardBefore);
});

test("[BLOCK-3] a request that waits is hidden from whoever blocks, and a friend stays one in their own eyes", async () => {
  await using world = await World.start();
  const [ann, bob, cleo] = await world.links("ann", "bob", "cleo");
  await bob.ask("contact.request", { user: "ann" });
  await befriend(cleo, "cleo", ann, "ann");
  await settled(ann, bob, cleo);
  const before = [bob, cleo].map((link) => link.frames.length);
  await ann.ask("contact.block", { user: "bob" });
  await ann.ask("contact.block", { user: "cleo" });
  await ann.ask("contact.block", { user: "cleo" });
  await settled(ann);
  expect([bob, cleo].map((link) => link.frames.length)).toEqual(before);
  expect((await ann.ask("contact.requests", {})).incoming.map(({ from }) => from)).toEqual(["cleo"]);
  expect((await bob.ask("contact.requests", {})).outgoing).toMatchObject([{ state: "open" }]);
  expect((await cleo.ask("contact.list", {})).contacts).toMatchObject([{ user: "ann", friend: SOMETIME }]);
  expect(await say(cleo, "hi", direct("ann", "cleo"))).toBe("not_accepted");
  expect((await ann.ask("contact.list", {})).contacts).toMatchObject([
    { user: "bob", blocked: SOMETIME },
    { user: "cleo", friend: SOMETIME, blocked: SOMETIME },
  ]);
});

test("[PRIV-1] only friends may write, or nobody; whom one wrote to may answer", async () => {
  await using world = await World.start();
  const [ann, bob, cleo] = await world.links("ann", "bob", "cleo");
  await ann.ask("contact.privacy", { write: "friends" });
  await settled(ann, bob, cleo);
  expect(await say(bob, "stranger")).toBe("not_accepted");
  expect((await bob.ask("contact.get", { user: "ann" })).write).toBeFalse();
  expect((await ann.ask("conversation.list", {})).conversations).toEqual([]);
  await befriend(bob, "bob", ann, "ann");
  await settled(ann, bob);
  expect(await say(bob, "friend")).toBe("ok");
  await ann.ask("contact.privacy", { write: "nobody" });
  await settled(ann, bob);
  expect(await say(bob, "nobody")).toBe("not_accepted");
  expect(await say(ann, "but you may answer")).toBe("ok");
  await settled(ann, bob);
  expect(await say(bob, "thanks")).toBe("ok");
  expect(await say(cleo, "stranger", direct("ann", "cleo"))).toBe("not_accepted");
  expect(await say(ann, "a note to oneself", direct("ann", "ann"))).toBe("ok");
});

test("[PRIV-2] nobody, or only friends of friends, may ask; whoever has one's link may", async () => {
  await using world = await World.start();
  const [ann, bob, cleo, dan] = await world.links("ann", "bob", "cleo", "dan");
  await befriend(cleo, "cleo", ann, "ann");
  await befriend(cleo, "cleo", bob, "bob");
  await ann.ask("contact.privacy", { add: "friends" });
  expect(await outcome(dan.ask("contact.request", { user: "ann" }))).toBe("not_accepted");
  expect(await outcome(bob.ask("contact.request", { user: "ann" }))).toBe("ok");
  await ann.ask("contact.privacy", { add: "nobody" });
  expect(await outcome(dan.ask("contact.request", { user: "ann" }))).toBe("not_accepted");
  expect((await ann.ask("contact.requests", {})).incoming.filter(({ state }) => state === "open")).toHaveLength(1);
  const { code } = await ann.ask("contact.link", {});
  expect(await outcome(dan.ask("contact.request", { user: "cleo", code }))).toBe("code_invalid");
  expect(await outcome(dan.ask("contact.request", { user: "ann", code }))).toBe("ok");
});

test("[PRIV-3] who sees one online is told at once when that changes", async () => {
  await using world = await World.start();
  const [ann, bob, cleo] = await world.links("ann", "bob", "cleo");
  await say(ann, "hi");
  await befriend(cleo, "cleo", ann, "ann");
  const watch = async (link: WireClient) => (await link.ask("presence.watch", { users: ["ann"] })).presence[0];
  expect(await watch(bob)).toEqual({ user: "ann", online: true });
  // a friend, without a conversation
  expect(await watch(cleo)).toEqual({ user: "ann", online: true });
  await ann.ask("contact.privacy", { seen: "friends" });
  expect((await bob.next(eventOf("presence"))).data).toEqual({ user: "ann", online: false });
  expect(await watch(bob)).toEqual({ user: "ann", online: false });
  expect(await watch(cleo)).toEqual({ user: "ann", online: true });
  await ann.ask("contact.privacy", { seen: "nobody" });
  expect((await cleo.next(eventOf("presence"))).data).toEqual({ user: "ann", online: false });
  await settled(ann, bob, cleo);
  ann.close();
  await settled(bob, cleo);
  for (const link of [bob, cleo]) {
    expect(await watch(link)).toEqual({ user: "ann", online: false });
    expect(presenceOf(link)).toHaveLength(1);
  }
});

test("[PRIV-4] what one chose is one's own to read, in step on all devices", async () => {
  await using world = await World.start();
  const [ann, phone, bob] = await world.links("ann", "ann", "bob");
  expect(await ann.ask("contact.privacy", {})).toEqual({
    privacy: { write: "everyone", add: "everyone", seen: "everyone" },
  });
  expect(await ann.ask("contact.privacy", { add: "nobody" })).toEqual({
    privacy: { write: "everyone", add: "nobody", seen: "everyone" },
  });
  await settled(ann, phone, bob);
  expect(heard(phone, selfId("ann")).map(({ kind, body }) => [kind, body])).toEqual([
    ["self.privacy", { add: "nobody" }],
  ]);
  expect(heard(bob, selfId("bob"))).toEqual([]);
  await world.restart();
  const later = await world.link("ann");
  expect((await later.ask("contact.privacy", { seen: "friends" })).privacy).toEqual({
    write: "everyone",
    add: "nobody",
    seen: "friends",
  });
});
