import { afterAll, beforeAll, expect, test } from "bun:test";
import { randomUUID } from "node:crypto";
import { type Entry, LIMITS } from "@skein/protocol";
import { HandClock } from "./fixture/hand-clock.ts";
import { direct, groupOf, outcome, settled, wholeLog, words } from "./fixture/talk.ts";
import { type Linked, World } from "./fixture/world.ts";

let world: World;
let ann: Linked;
let bob: Linked;
let cleo: Linked;
const conv = direct("ann", "bob");

beforeAll(async () => {
  world = await World.start();
  [ann, bob, cleo] = await world.links("ann", "bob", "cleo");
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const key = (): string => randomUUID();
const say = async (by: Linked, text: string, at = conv) => (await by.ask("message.send", words(at, text))).seq;
const message = async (by: Linked, seq: number, at = conv) =>
  (await by.ask("message.get", { conv: at, seqs: [seq] })).entries[0] as Entry;

test("[OP-1][OP-2][OP-3][HIST-4] an edit is folded into the message; its history is kept; the same key changes it once", async () => {
  const target = await say(ann, "helo");
  const seq = await say(ann, "after it");
  const edit = { conv, seq: target, key: key(), body: { text: "hello" } };
  const first = await ann.ask("message.edit", edit);
  expect(first.seq).toBe(seq + 1);
  expect(await ann.ask("message.edit", edit)).toEqual(first);
  await ann.ask("message.edit", { conv, seq: target, key: key(), body: { text: "hello!" } });
  const found = await message(bob, target);
  expect(found.body).toEqual({ text: "helo" });
  expect(found.fold).toMatchObject({ upto: seq + 2, edited: { times: 2, body: { text: "hello!" } } });
  expect((await bob.ask("message.edits", { conv, seq: target })).entries.map(({ body }) => body)).toEqual([
    { text: "helo" },
    { body: { text: "hello" } },
    { body: { text: "hello!" } },
  ]);
  const page = await bob.ask("message.list", { conv });
  expect(page.entries.find((one) => one.seq === target)?.fold).toEqual(found.fold as never);
  expect(page.entries.find((one) => one.seq === seq)?.fold).toBeUndefined();
  expect(await outcome(bob.ask("message.edit", { ...edit, key: key() }))).toBe("forbidden");
  expect(await outcome(ann.ask("message.edit", { ...edit, key: key(), body: { text: "" } }))).toBe("invalid");
  expect(await outcome(ann.ask("message.edit", { ...edit, body: { text: "other" } }))).toBe("key_reused");
});

test("[OP-5][OP-6][OP-9] what was taken back is gone everywhere, and nothing can be done to it", async () => {
  const said = words(conv, "the secret word");
  const { seq } = await ann.ask("message.send", said);
  await ann.ask("message.edit", { conv, seq, key: key(), body: { text: "the secret words" } });
  const before = bob.welcome.cursor;
  await ann.ask("message.recall", { conv, seq, key: key() });
  await say(bob, "what was it?");
  const seen = JSON.stringify([
    await wholeLog(bob, conv),
    await bob.ask("conversation.list", {}),
    await bob.ask("message.edits", { conv, seq }),
    await bob.ask("sync.changes", { cursor: before }),
    await message(ann, seq),
  ]);
  expect(seen).not.toContain("secret");
  expect((await message(bob, seq)).fold?.recalled?.by).toBe("ann");
  expect(await outcome(ann.ask("message.recall", { conv, seq, key: key() }))).toBe("recalled");
  expect(await outcome(ann.ask("message.edit", { conv, seq, key: key(), body: { text: "no" } }))).toBe("recalled");
  expect(await outcome(bob.ask("message.react", { conv, seq, key: key(), emoji: "👍", on: true }))).toBe("recalled");
  expect((await ann.ask("message.send", said)).seq).toBe(seq);
});

test("[OP-4] in a group owners take back any message, admins those of members, members their own", async () => {
  const group = await groupOf(ann, ["bob", "cleo"]);
  await ann.ask("group.role", { conv: group, user: "bob", role: "admin" });
  const by = { ann: await say(ann, "a", group), bob: await say(bob, "b", group), cleo: await say(cleo, "c", group) };
  const recall = (link: Linked, seq: number) => outcome(link.ask("message.recall", { conv: group, seq, key: key() }));
  expect(await recall(cleo, by.bob)).toBe("forbidden");
  expect(await recall(bob, by.ann)).toBe("forbidden");
  expect(await recall(bob, by.cleo)).toBe("ok");
  expect(await recall(ann, by.bob)).toBe("ok");
  expect(await recall(ann, by.ann)).toBe("ok");
});

test("[OP-2][OP-4] after its time a message can be neither edited nor taken back by its author", async () => {
  const clock = new HandClock(Date.now()); // what is in the log has the store's own time
  await using late = await World.alone({ messages: { recallWindow: 60_000 } }, { clock });
  let [dan] = await late.links("dan", "eve");
  const talk = direct("dan", "eve");
  const { seq } = await dan.ask("message.send", words(talk, "hm"));
  clock.advance(120_000);
  dan = await late.link("dan");
  expect(await outcome(dan.ask("message.recall", { conv: talk, seq, key: key() }))).toBe("too_late");
  clock.advance(LIMITS.editWindow);
  dan = await late.link("dan");
  expect(await outcome(dan.ask("message.edit", { conv: talk, seq, key: key(), body: { text: "x" } }))).toBe("too_late");
});

test("[OP-7] reactions count each person once for each emoji, whatever is asked how often", async () => {
  const seq = await say(ann, "good news");
  const react = (by: Linked, emoji: string, on = true) =>
    outcome(by.ask("message.react", { conv, seq, key: key(), emoji, on }));
  expect(await react(ann, "👍")).toBe("ok");
  expect(await react(bob, "👍")).toBe("ok");
  expect(await react(bob, "👍")).toBe("ok");
  expect(await react(bob, "🎉")).toBe("ok");
  expect(await react(ann, "🎉", false)).toBe("ok");
  expect((await message(bob, seq)).fold?.reactions).toEqual([
    { emoji: "👍", count: 2, mine: true, users: ["ann", "bob"] },
    { emoji: "🎉", count: 1, mine: true, users: ["bob"] },
  ]);
  expect(await react(bob, "🎉", false)).toBe("ok");
  expect((await message(ann, seq)).fold?.reactions).toEqual([
    { emoji: "👍", count: 2, mine: true, users: ["ann", "bob"] },
  ]);
  for (const emoji of ["❤️", "😂"]) expect(await react(bob, emoji)).toBe("ok");
  expect(await react(bob, "😮")).toBe("too_many");
  for (const bad of ["x", "👍👍", "", " "]) expect(await react(bob, bad)).toBe("invalid");
});

test("[OP-8][HIST-5] what one may not read, or what is no message, is not there", async () => {
  const seq = await say(ann, "between us");
  expect(await outcome(cleo.ask("message.react", { conv, seq, key: key(), emoji: "👍", on: true }))).toBe("not_found");
  expect(await outcome(cleo.ask("message.get", { conv, seqs: [seq] }))).toBe("not_found");
  const { seq: op } = await bob.ask("message.react", { conv, seq, key: key(), emoji: "👍", on: true });
  for (const no of [op, op + 100, 0]) {
    expect(await outcome(ann.ask("message.recall", { conv, seq: no, key: key() }))).toBe("not_found");
  }
  const { entries } = await ann.ask("message.get", { conv, seqs: [seq + 500, seq] });
  expect(entries.map((one) => one.seq)).toEqual([seq]);
});

test("[SEND-7][SEND-8] a body is what its kind names, and an answer is to what is there", async () => {
  const odd = { text: "hi", html: "<b>", reply: { seq: 1, more: 1 } };
  const { seq } = await ann.ask("message.send", { ...words(conv, ""), body: odd });
  expect((await message(bob, seq)).body).toEqual({ text: "hi", reply: { seq: 1 } });
  for (const no of [0, seq + 50]) {
    const body = { text: "re", reply: { seq: no } };
    expect(await outcome(ann.ask("message.send", { ...words(conv, ""), body }))).toBe("not_found");
  }
  expect(await outcome(ann.ask("message.send", { ...words(conv, ""), body: { text: 1 } as never }))).toBe("invalid");
});

test("[LOG-5] operations count as no message, move no marks, and are not the line that a list shows", async () => {
  const group = await groupOf(ann, ["bob"]);
  const seq = await say(ann, "look", group);
  await ann.ask("message.react", { conv: group, seq, key: key(), emoji: "👍", on: true });
  await ann.ask("message.edit", { conv: group, seq, key: key(), body: { text: "look here" } });
  await settled(ann, bob);
  const { conversation } = await bob.ask("conversation.get", { conv: group });
  expect(conversation).toMatchObject({ head: seq + 2, unread: 1, count: 1, read: 0 });
  expect(conversation.last?.seq).toBe(seq);
  expect(conversation.last?.fold?.edited?.body).toEqual({ text: "look here" });
  await world.restart();
  const again = await world.link("bob");
  const after = (await again.ask("conversation.get", { conv: group })).conversation;
  expect(after.last).toEqual(conversation.last as never);
  expect(after.head).toBe(seq + 2);
  [ann, bob, cleo] = await world.links("ann", "bob", "cleo");
});
