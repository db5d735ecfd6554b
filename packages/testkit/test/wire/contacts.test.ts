import { expect, test } from "bun:test";
import { LIMITS, type Params, selfId } from "@skein/protocol";
import type { WireClient } from "../../src/index.ts";
import { entryOf, heard, outcome, settled } from "./fixture/talk.ts";
import { World } from "./fixture/world.ts";

/** A moment. */
const SOMETIME = expect.any(Number) as number;

/** What a link was told of in the self log of its person, as kind and body. */
const told = (link: WireClient, user: string, kind?: string) =>
  heard(link, selfId(user))
    .filter((entry) => kind === undefined || entry.kind === kind)
    .map((entry) => entry.body as unknown);

/** Two people become friends. */
async function befriend(one: WireClient, oneId: string, other: WireClient, otherId: string): Promise<void> {
  await one.ask("contact.request", { user: otherId });
  await other.ask("contact.answer", { user: oneId, accept: true });
}

test("[FRIEND-1][FRIEND-2] a request with a greeting is in both self logs, and accepting it makes both friends", async () => {
  await using world = await World.start();
  const [ann, phone, bob] = await world.links("ann", "ann", "bob");
  expect(await ann.ask("contact.request", { user: "bob", greeting: " I am Ann " })).toEqual({ state: "asked" });
  await settled(ann, phone, bob);
  const request = { from: "ann", to: "bob", greeting: "I am Ann", state: "open" };
  for (const [link, user] of [
    [ann, "ann"],
    [phone, "ann"],
    [bob, "bob"],
  ] as const)
    expect(told(link, user)).toMatchObject([{ request }]);
  expect(await bob.ask("contact.requests", {})).toMatchObject({
    incoming: [request],
    outgoing: [],
    users: [{ id: "ann" }],
  });
  expect(await ann.ask("contact.requests", {})).toMatchObject({ incoming: [], outgoing: [request] });
  await bob.ask("contact.answer", { user: "ann", accept: true });
  await settled(ann, phone, bob);
  const accepted = { request: { ...request, state: "accepted" } };
  expect(told(bob, "bob").slice(1)).toMatchObject([accepted, { user: "ann", friend: SOMETIME }]);
  expect(told(phone, "ann").slice(1)).toMatchObject([accepted, { user: "bob", friend: SOMETIME }]);
  const { contacts, users } = await ann.ask("contact.list", {});
  expect(contacts).toEqual([{ user: "bob", friend: SOMETIME }]);
  expect(users).toMatchObject([{ id: "bob", name: "bob" }]);
  expect(await bob.ask("contact.get", { user: "ann" })).toMatchObject({
    contact: { user: "ann", friend: SOMETIME },
    write: true,
    request: accepted.request,
  });
});

test("[FRIEND-2] two who ask each other are friends, also at once", async () => {
  await using world = await World.start();
  const [ann, bob, cleo] = await world.links("ann", "bob", "cleo");
  await ann.ask("contact.request", { user: "bob" });
  expect(await bob.ask("contact.request", { user: "ann" })).toEqual({ state: "friends" });
  const both = await Promise.all([
    ann.ask("contact.request", { user: "cleo" }),
    cleo.ask("contact.request", { user: "ann" }),
  ]);
  expect(both.map(({ state }) => state).toSorted()).toEqual(["asked", "friends"]);
  expect((await ann.ask("contact.list", {})).contacts.map(({ user }) => user)).toEqual(["bob", "cleo"]);
});

test("[FRIEND-3] what is no request is refused and writes nothing", async () => {
  await using world = await World.start();
  const [ann, bob, cleo] = await world.links("ann", "bob", "cleo");
  await befriend(ann, "ann", bob, "bob");
  await ann.ask("contact.request", { user: "cleo", greeting: "hello" });
  await settled(ann, bob, cleo);
  const before = [ann, bob, cleo].map((link) => link.frames.filter(({ type }) => type === "entry").length);
  const ask = (user: string) => outcome(ann.ask("contact.request", { user }));
  expect(await ask("ann")).toBe("invalid");
  expect(await ask("nobody")).toBe("not_found");
  expect(await ask("bob")).toBe("already_friends");
  // in a loop
  const again = await Promise.all(Array.from({ length: 30 }, () => ask("cleo")));
  expect(new Set(again)).toEqual(new Set(["already_asked"]));
  expect(await outcome(cleo.ask("contact.answer", { user: "bob", accept: true }))).toBe("not_found");
  expect(await outcome(ann.ask("contact.answer", { user: "cleo", accept: true }))).toBe("not_found");
  expect(await outcome(cleo.ask("contact.withdraw", { user: "ann" }))).toBe("not_found");
  expect(await outcome(ann.ask("contact.remove", { user: "cleo" }))).toBe("not_found");
  await settled(ann, bob, cleo);
  expect([ann, bob, cleo].map((link) => link.frames.filter(({ type }) => type === "entry").length)).toEqual(before);
  expect((await cleo.ask("contact.requests", {})).incoming).toMatchObject([{ greeting: "hello", state: "open" }]);
});

test("[FRIEND-4] no more requests wait for one person, or of one, than may", async () => {
  await using world = await World.start();
  const star = await world.link("star");
  for (let n = 0; n < LIMITS.requestsOpen; n++)
    await (await world.link(`p${n}`)).ask("contact.request", { user: "star" });
  const late = await world.link("late");
  expect(await outcome(late.ask("contact.request", { user: "star" }))).toBe("contacts_full");
  expect((await star.ask("contact.requests", {})).incoming).toHaveLength(LIMITS.requestsOpen);
  await star.ask("contact.answer", { user: "p0", accept: false });
  expect(await outcome(late.ask("contact.request", { user: "star" }))).toBe("ok");
});

test("[FRIEND-6] a friend who is removed is none on both sides, in step on all devices", async () => {
  await using world = await World.start();
  const [ann, phone, bob] = await world.links("ann", "ann", "bob");
  await befriend(ann, "ann", bob, "bob");
  await bob.ask("contact.remove", { user: "ann" });
  await settled(ann, phone, bob);
  expect(told(phone, "ann").at(-1)).toEqual({ user: "bob", friend: null });
  expect(told(bob, "bob").at(-1)).toEqual({ user: "ann", friend: null });
  for (const link of [ann, bob]) expect((await link.ask("contact.list", {})).contacts).toEqual([]);
});

test("[REMARK-1] a name of one's own is told to one's own devices alone, and found by how it is said", async () => {
  await using world = await World.start();
  const [ann, phone, bob] = await world.links("ann", "ann", "bob");
  await settled(ann, phone, bob);
  await ann.ask("contact.remark", { user: "bob", remark: "张老师" });
  await settled(ann, phone, bob);
  expect(told(phone, "ann")).toEqual([{ user: "bob", remark: "张老师", pinyin: "zhang lao shi" }]);
  expect(told(bob, "bob")).toEqual([]);
  expect((await ann.ask("contact.list", {})).contacts).toEqual([
    { user: "bob", remark: "张老师", pinyin: "zhang lao shi" },
  ]);
  expect(await bob.ask("contact.get", { user: "ann" })).toMatchObject({ contact: { user: "ann" } });
  await ann.ask("contact.remark", { user: "bob" });
  expect((await ann.ask("contact.list", {})).contacts).toEqual([]);
  expect(await outcome(ann.ask("contact.remark", { user: "ann", remark: "me" }))).toBe("invalid");
  const hidden: Params<"contact.remark"> = { user: "bob", remark: "Bo\u200bb" };
  expect(await ann.request("contact.remark", hidden)).toMatchObject({ name: "invalid", path: "/remark" });
});

test("[CONTACT-1] the list holds each contact once over its pages, and nobody else's", async () => {
  await using world = await World.start();
  const [ann] = await world.links("ann", "bob", "cleo", "dan", "eve", "fay");
  for (const user of ["fay", "dan", "bob", "eve", "cleo"])
    await ann.ask("contact.remark", { user, remark: `my ${user}` });
  const found: string[] = [];
  let after: string | undefined;
  do {
    const page = await ann.ask("contact.list", { limit: 2, ...(after !== undefined && { after }) });
    found.push(...page.contacts.map(({ user }) => user));
    after = page.next;
  } while (after !== undefined);
  expect(found).toEqual(["bob", "cleo", "dan", "eve", "fay"]);
  expect((await (await world.link("bob")).ask("contact.list", {})).contacts).toEqual([]);
});

test("[LINK-1] a personal link stays the same until it is renewed, and the one before is good no longer", async () => {
  await using world = await World.start();
  const [ann, bob] = await world.links("ann", "bob");
  const first = await ann.ask("contact.link", {});
  expect(await ann.ask("contact.link", {})).toMatchObject({ code: first.code });
  expect(first.url).toEndWith(`/add#${first.code}`);
  expect((await bob.ask("contact.find", { code: first.code })).users).toMatchObject([{ id: "ann" }]);
  const second = await ann.ask("contact.link", { renew: true });
  expect(second.code).not.toBe(first.code);
  expect(await outcome(bob.ask("contact.find", { code: first.code }))).toBe("code_invalid");
  expect(await outcome(bob.ask("contact.find", { code: "a-code-that-nobody-made" }))).toBe("code_invalid");
  expect((await bob.ask("contact.find", { code: second.code })).users).toMatchObject([{ id: "ann" }]);
});

test("[FRIEND-1] a self log that was missed is read as every other: a device that was away finds the request in its delta", async () => {
  await using world = await World.start();
  const [ann, bob] = await world.links("ann", "bob");
  const { cursor } = await bob.ask("sync.changes", {});
  await ann.ask("contact.request", { user: "bob", greeting: "later" });
  await settled(ann, bob);
  const changes = await bob.ask("sync.changes", { cursor });
  const self = changes.conversations.find(({ id }) => id === selfId("bob"));
  expect(self?.entries).toMatchObject([{ kind: "self.request", body: { request: { greeting: "later" } } }]);
  expect(bob.frames.some(entryOf(selfId("ann")))).toBeFalse();
});
