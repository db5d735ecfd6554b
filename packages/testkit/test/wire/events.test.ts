import { expect, test } from "bun:test";
import { HandClock } from "./fixture/hand-clock.ts";
import { direct, eventOf, groupOf, outcome, settled, upTo, words } from "./fixture/talk.ts";
import { type Linked, World } from "./fixture/world.ts";

const isTyping = eventOf("typing");
const isPresence = eventOf("presence");
const presenceHeard = (link: Linked) => link.frames.filter(isPresence).map(({ data }) => data);

/** Waits until the server has noticed that links ended. */
async function left(world: World, user: string): Promise<void> {
  while (world.server.hub.isHere(user)) await new Promise((resolve) => setImmediate(resolve));
}

test("[TYPE-1] typing is told to the other members that are here, and to nobody else", async () => {
  await using world = await World.alone();
  const [ann, bob, eve, zed] = await world.links("ann", "bob", "eve", "zed");
  const [annsPhone, bobsPhone] = await world.links("ann", "bob");
  const conv = await groupOf(ann, ["bob", "eve"]);
  await ann.ask("conversation.typing", { conv, active: true });
  await ann.ask("conversation.typing", { conv, active: false });
  for (const link of [bob, bobsPhone, eve]) {
    expect((await link.next(isTyping)).data).toEqual({ conv, user: "ann", active: true });
    expect((await link.next(isTyping)).data).toEqual({ conv, user: "ann", active: false });
  }
  await settled(ann, annsPhone, zed);
  for (const link of [ann, annsPhone, zed]) expect(link.frames.filter(isTyping)).toEqual([]);
  // who is a member no longer neither tells nor hears
  await ann.ask("group.remove", { conv, user: "eve" });
  expect(await outcome(eve.ask("conversation.typing", { conv, active: true }))).toBe("not_found");
  await bob.ask("conversation.typing", { conv, active: true });
  await settled(eve, bob);
  expect(eve.frames.filter(isTyping)).toHaveLength(2);
});

test("[TYPE-2] typing leaves no trace: no entry, no change since a cursor, nothing after a restart", async () => {
  await using world = await World.alone();
  const [ann, bob] = await world.links("ann", "bob");
  const conv = direct("ann", "bob");
  await ann.ask("message.send", words(conv, "hi"));
  const { cursor } = await bob.ask("sync.changes", {});
  for (const _ of upTo(20)) await ann.ask("conversation.typing", { conv, active: true });
  await settled(bob);
  expect(bob.frames.filter(isTyping)).toHaveLength(20);
  expect(await bob.ask("sync.changes", { cursor })).toMatchObject({ conversations: [], users: [] });
  await world.restart();
  const back = await world.link("bob", { cursor });
  await settled(back);
  expect(await back.ask("message.list", { conv })).toMatchObject({ head: 1 });
  expect(back.frames.filter((frame) => frame.type === "event")).toEqual([]);
});

test("[PRES-1] watching answers with the present state, then with each change, until the link watches others", async () => {
  await using world = await World.start();
  const [ann, bob] = await world.links("ann", "bob", "eve");
  await groupOf(ann, ["bob", "eve"]);
  expect(await ann.ask("presence.watch", { users: ["bob", "eve", "bob"] })).toMatchObject({
    presence: [
      { user: "bob", online: true },
      { user: "eve", online: true },
    ],
  });
  bob.close();
  expect((await ann.next(isPresence)).data).toMatchObject({ user: "bob", online: false });
  expect(presenceHeard(ann)[0]?.seen).toBeGreaterThan(0);
  const again = await world.link("bob");
  expect((await ann.next(isPresence)).data).toEqual({ user: "bob", online: true });
  await ann.ask("presence.watch", { users: ["eve"] });
  again.close();
  await left(world, "bob");
  await settled(ann);
  expect(presenceHeard(ann)).toHaveLength(2);
  expect((await ann.ask("presence.watch", { users: ["bob"] })).presence).toMatchObject([
    { user: "bob", online: false },
  ]);
  await ann.ask("presence.watch", { users: [] });
  await world.link("bob");
  await settled(ann);
  expect(presenceHeard(ann)).toHaveLength(2);
  // watching is a matter of one link
  const phone = await world.link("ann");
  await settled(phone);
  expect(presenceHeard(phone)).toEqual([]);
  const overHttp = await world.post(
    "presence.watch",
    { users: ["bob"] },
    { Authorization: `Bearer ${world.token("ann")}` },
  );
  expect(overHttp.status).toBe(400);
});

test("[PRES-2] a person is online while any link is up, and seen tells when the last one ended, also after a restart", async () => {
  const clock = new HandClock();
  await using world = await World.start({}, { clock });
  const [ann, bob] = await world.links("ann", "bob");
  await groupOf(ann, ["bob"]);
  const phone = await world.link("bob");
  const state = async () => (await ann.ask("presence.watch", { users: ["bob"] })).presence[0];
  clock.advance(1_000);
  bob.close();
  await new Promise((resolve) => setImmediate(resolve));
  expect(await state()).toEqual({ user: "bob", online: true });
  clock.advance(5_000);
  const end = clock.now();
  phone.close();
  expect((await ann.next(isPresence)).data).toEqual({ user: "bob", online: false, seen: end });
  clock.advance(20_000);
  expect(await state()).toEqual({ user: "bob", online: false, seen: end });
  await world.restart();
  const back = await world.link("ann");
  expect((await back.ask("presence.watch", { users: ["bob"] })).presence).toEqual([
    { user: "bob", online: false, seen: end },
  ]);
  expect(presenceHeard(ann)).toHaveLength(1);
});

test("[PRES-3] people with whom one shares no conversation are offline, never seen, and told of by no event", async () => {
  await using world = await World.start();
  const [ann, bob, eve] = await world.links("ann", "bob", "eve");
  await ann.ask("message.send", words(direct("ann", "bob"), "hi"));
  const asked = await ann.ask("presence.watch", { users: ["eve", "bob", "nobody", "ann"] });
  expect(asked.presence.slice(0, 3)).toEqual([
    { user: "eve", online: false },
    { user: "bob", online: true },
    { user: "nobody", online: false },
  ]);
  eve.close();
  await left(world, "eve");
  await world.link("eve");
  bob.close();
  expect((await ann.next(isPresence)).data).toMatchObject({ user: "bob", online: false });
  expect(presenceHeard(ann).map(({ user }) => user)).toEqual(["bob"]);
  // sharing a group makes them known
  await groupOf(ann, ["eve"]);
  expect((await ann.ask("presence.watch", { users: ["eve"] })).presence).toEqual([{ user: "eve", online: true }]);
});
