import { expect, test } from "bun:test";
import { LIMITS } from "@skein/protocol";
import { direct, eventOf, groupOf, heard, outcome, settled, upTo, words } from "./fixture/talk.ts";
import { type Linked, World } from "./fixture/world.ts";

const isMark = eventOf("mark");
const marksHeard = (link: Linked, conv: string) =>
  link.frames
    .filter(isMark)
    .map(({ data }) => data)
    .filter((data) => data.conv === conv);
const mine = async (link: Linked, conv: string) => {
  const { read, delivered, unread, readCount } = (await link.ask("conversation.get", { conv })).conversation;
  return { read, delivered, unread, readCount };
};

/** Ann has said ten things to Bob. */
async function talked(world: World) {
  const [ann, bob] = await world.links("ann", "bob");
  const conv = direct("ann", "bob");
  for (const n of upTo(10)) await ann.ask("message.send", words(conv, `${n}`));
  const mark = (marks: { read?: number; delivered?: number }) =>
    bob.ask("conversation.mark", { marks: [{ conv, ...marks }] });
  return { ann, bob, conv, mark };
}

test("[MARK-1] marks move forwards only and never beyond the head; a lower one is fine and changes nothing", async () => {
  await using world = await World.start();
  const { ann, bob, conv, mark } = await talked(world);
  await mark({ read: 4 });
  await mark({ read: 2 });
  await mark({ read: 4, delivered: 3 });
  await mark({ read: 0, delivered: 0 });
  await mark({});
  expect(await mine(bob, conv)).toEqual({ read: 4, delivered: 4, unread: 6, readCount: 4 });
  await mark({ delivered: 7 });
  expect(await mine(bob, conv)).toEqual({ read: 4, delivered: 7, unread: 6, readCount: 4 });
  await mark({ read: Number.MAX_SAFE_INTEGER, delivered: 11 });
  expect(await mine(bob, conv)).toEqual({ read: 10, delivered: 10, unread: 0, readCount: 10 });
  await settled(ann);
  expect(marksHeard(ann, conv).map(({ read, delivered }) => [read, delivered])).toEqual([
    [4, 4],
    [4, 7],
    [10, 10],
  ]);
});

test("[MARK-1] marks that come at once from many devices end at the furthest, each told forwards", async () => {
  await using world = await World.start();
  const { ann, bob, conv } = await talked(world);
  const phones = [bob, ...(await world.links("bob", "bob"))];
  const order = [3, 9, 1, 7, 2, 10, 5, 8, 4, 6];
  await Promise.all(
    phones.flatMap((phone) => order.map((read) => phone.ask("conversation.mark", { marks: [{ conv, read }] }))),
  );
  expect(await mine(bob, conv)).toMatchObject({ read: 10, delivered: 10 });
  await settled(ann, ...phones);
  for (const link of [ann, ...phones]) {
    const reads = marksHeard(link, conv).map(({ read }) => read);
    expect(reads.at(-1)).toBe(10);
    expect(reads).toEqual([...new Set(reads)].toSorted((a, b) => a - b));
  }
});

test("[MARK-2] what was read was delivered", async () => {
  await using world = await World.start();
  const { ann, bob, conv, mark } = await talked(world);
  await mark({ read: 5, delivered: 2 });
  expect(await mine(bob, conv)).toMatchObject({ read: 5, delivered: 5 });
  expect((await ann.next(isMark)).data).toMatchObject({ user: "bob", read: 5, delivered: 5 });
  expect((await ann.ask("conversation.get", { conv })).conversation.marks).toEqual([
    { user: "bob", read: 5, delivered: 5 },
  ]);
});

test("[MARK-3] unread is what counts since the own mark: neither notices of the group, nor what one said oneself", async () => {
  await using world = await World.start();
  const [ann, bob, eve] = await world.links("ann", "bob", "eve");
  const conv = await groupOf(ann, ["bob"]);
  const unread = async (link: Linked) => {
    await settled(link);
    const [one, listed] = [
      (await link.ask("conversation.get", { conv })).conversation,
      (await link.ask("conversation.list", {})).conversations[0],
    ];
    expect(listed).toEqual(one);
    expect(one.unread).toBe(one.count - one.readCount);
    return one.unread;
  };
  expect(await unread(bob)).toBe(0);
  await ann.ask("message.send", words(conv, "one"));
  await ann.ask("group.update", { conv, name: "renamed" });
  await ann.ask("message.send", words(conv, "two"));
  expect(await unread(bob)).toBe(2);
  expect(await unread(ann)).toBe(0);
  // what was said before somebody came is not unread to them
  await ann.ask("group.add", { conv, users: ["eve"] });
  expect(await unread(eve)).toBe(0);
  await ann.ask("message.send", words(conv, "three"));
  expect(await Promise.all([unread(bob), unread(eve)])).toEqual([3, 1]);
  // 1 made, 2 one, 3 renamed, 4 two, 5 added, 6 three
  const steps = [
    [2, 2],
    [3, 2],
    [4, 1],
    [5, 1],
    [6, 0],
  ] as const;
  for (const [read, left] of steps) {
    await bob.ask("conversation.mark", { marks: [{ conv, read }] });
    expect({ read, left: await unread(bob) }).toEqual({ read, left });
  }
  await world.restart();
  const back = await world.link("eve");
  expect(await unread(back)).toBe(1);
});

test("[MARK-4] a mark is told to the own links and to all members; strangers hear nothing", async () => {
  await using world = await World.start();
  const [ann, bob, eve, zed] = await world.links("ann", "bob", "eve", "zed");
  const phone = await world.link("bob");
  const conv = await groupOf(ann, ["bob", "eve"]);
  await ann.ask("message.send", words(conv, "one"));
  await bob.ask("conversation.mark", { marks: [{ conv, read: 2 }] });
  for (const link of [ann, eve, bob, phone])
    expect((await link.next(isMark)).data).toMatchObject({ conv, user: "bob", read: 2, delivered: 2 });
  await settled(zed);
  expect(marksHeard(zed, conv)).toEqual([]);
});

test("[MARK-4] in a conversation of more than so many members marks are told to the own links only", async () => {
  await using world = await World.start();
  const people = upTo(LIMITS.marksPushed + 1).map((n) => `p${n}`);
  const links = await world.links(...people);
  const [ann, bob] = links as [Linked, Linked];
  const phone = await world.link("p2");
  const small = await groupOf(ann, people.slice(1, LIMITS.marksPushed));
  const large = await groupOf(ann, people.slice(1));
  for (const conv of [small, large]) {
    await ann.ask("message.send", words(conv, "one"));
    await bob.ask("conversation.mark", { marks: [{ conv, read: 2 }] });
  }
  await settled(ann, bob, phone, ...links);
  for (const link of [bob, phone]) {
    expect(marksHeard(link, small)).toMatchObject([{ user: "p2", read: 2 }]);
    expect(marksHeard(link, large)).toMatchObject([{ user: "p2", read: 2 }]);
  }
  const others = links.filter((link) => link !== bob);
  expect(others.map((link) => marksHeard(link, small).length)).toEqual(
    others.map((link) => (link === links.at(-1) ? 0 : 1)),
  );
  for (const link of others) expect(marksHeard(link, large)).toEqual([]);
  // there they are read on demand
  const { members } = await ann.ask("conversation.members", { conv: large, limit: 200 });
  expect(members.find(({ user }) => user === "p2")).toMatchObject({ read: 2, delivered: 2 });
  expect(members).toHaveLength(LIMITS.marksPushed + 1);
});

test("[MARK-5] one's own mark comes with the count that unread is made of, that of others without", async () => {
  await using world = await World.start();
  const { ann, bob, conv, mark } = await talked(world);
  await mark({ read: 6 });
  expect((await bob.next(isMark)).data).toMatchObject({ user: "bob", read: 6, readCount: 6 });
  expect((await ann.next(isMark)).data).not.toHaveProperty("readCount");
  await mark({ delivered: 9 });
  expect((await bob.next(isMark)).data).toMatchObject({ read: 6, delivered: 9, readCount: 6 });
  expect(await mine(bob, conv)).toMatchObject({ readCount: 6, unread: 4 });
});

test("[MARK-6] an answered mark is there after the next start", async () => {
  await using world = await World.start();
  const { bob, conv, mark } = await talked(world);
  await mark({ read: 3, delivered: 8 });
  const before = await mine(bob, conv);
  await world.restart();
  const [ann, back] = await world.links("ann", "bob");
  expect(await mine(back, conv)).toEqual(before);
  expect((await ann.ask("conversation.list", {})).conversations[0]?.marks).toEqual([
    { user: "bob", read: 3, delivered: 8 },
  ]);
});

test("[MARK-1] many marks in one call move all or none", async () => {
  await using world = await World.start();
  const [ann, bob] = await world.links("ann", "bob", "eve");
  const [one, two] = [await groupOf(ann, ["bob"]), await groupOf(ann, ["bob"])];
  for (const conv of [one, two]) await ann.ask("message.send", words(conv, "x"));
  const foreign = direct("ann", "eve");
  await ann.ask("message.send", words(foreign, "x"));
  expect(
    await outcome(
      bob.ask("conversation.mark", {
        marks: [
          { conv: one, read: 2 },
          { conv: foreign, read: 1 },
        ],
      }),
    ),
  ).toBe("not_found");
  expect(await mine(bob, one)).toMatchObject({ read: 0 });
  await bob.ask("conversation.mark", {
    marks: [
      { conv: one, read: 2 },
      { conv: two, read: 2 },
      { conv: one, read: 1 },
    ],
  });
  expect(await mine(bob, one)).toMatchObject({ read: 2 });
  expect(await mine(bob, two)).toMatchObject({ read: 2 });
  expect(heard(bob, foreign)).toEqual([]);
});
