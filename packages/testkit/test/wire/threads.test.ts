import { afterAll, beforeAll, expect, test } from "bun:test";
import { type Entry, selfId } from "@skein/protocol";
import { direct, entryOf, groupOf, newKey, outcome, settled, words } from "./fixture/talk.ts";
import { type Linked, World } from "./fixture/world.ts";

let world: World;
let ann: Linked;
let bob: Linked;
let cleo: Linked;

beforeAll(async () => {
  world = await World.start();
  [ann, bob, cleo] = await world.links("ann", "bob", "cleo");
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const say = async (by: Linked, conv: string, text: string) => (await by.ask("message.send", words(conv, text))).seq;
const under = (conv: string, root: number, text = "a reply", more: object = {}) => ({
  ...words(conv, text),
  body: { text, thread: { root }, ...more },
});
const reply = async (by: Linked, conv: string, root: number, text?: string, more?: object) =>
  (await by.ask("message.send", under(conv, root, text, more))).seq;
const mine = async (link: Linked, conv: string) =>
  (await link.ask("thread.mine", {})).threads.filter((one) => one.conv === conv);

test("[THREAD-1] a reply in a thread is an entry about its root: it does not count, moves no marks, and is no newest line", async () => {
  const conv = await groupOf(ann, ["bob", "cleo"]);
  const root = await say(ann, conv, "where do we eat?");
  await settled(cleo);
  const before = (await cleo.ask("conversation.get", { conv })).conversation;
  const seq = await reply(bob, conv, root, "at the river");
  await settled(ann, bob, cleo);
  const entry = cleo.frames.find(entryOf(conv, seq));
  expect(entry).toMatchObject({ ref: root, kind: "text", body: { text: "at the river", thread: { root } } });
  const after = (await cleo.ask("conversation.get", { conv })).conversation;
  expect(after).toMatchObject({ head: seq, count: before.count, unread: before.unread, last: { seq: root } });
  expect((await bob.ask("conversation.get", { conv })).conversation.read).toBe(0);
});

test("[THREAD-2] a thread stands under a message that one may read, that was not taken back, and in no thread", async () => {
  const conv = await groupOf(ann, ["bob"]);
  const root = await say(ann, conv, "root");
  const inside = await reply(bob, conv, root);
  const { seq: notice } = (await ann.ask("message.list", { conv, limit: 1, after: 0 })).entries[0] as Entry;
  expect(await outcome(bob.ask("message.send", under(conv, inside)))).toBe("invalid");
  for (const no of [0, notice, inside + 50])
    expect(await outcome(bob.ask("message.send", under(conv, no)))).toBe("not_found");
  expect(await outcome(cleo.ask("message.send", under(conv, root)))).toBe("not_found");
  expect(await outcome(ann.ask("message.send", under(direct("ann", "nobody-yet"), 1)))).toBe("not_found");
  await ann.ask("message.recall", { conv, seq: root, key: newKey() });
  expect(await outcome(bob.ask("message.send", under(conv, root)))).toBe("recalled");
  for (const ask of [
    () => cleo.ask("thread.list", { conv, root }),
    () => cleo.ask("thread.mark", { conv, root, read: inside }),
    () => cleo.ask("thread.follow", { conv, root, on: true }),
    () => bob.ask("thread.list", { conv, root: inside }),
    () => bob.ask("thread.follow", { conv, root: notice, on: true }),
  ]) {
    expect(await outcome(ask())).toBe("not_found");
  }
});

test("[THREAD-3] the root tells how many replied, which is the newest, and who was first; a repeated send counts once", async () => {
  const conv = await groupOf(ann, ["bob", "cleo"]);
  const root = await say(ann, conv, "root");
  const fold = async (link: Linked) => (await link.ask("message.get", { conv, seqs: [root] })).entries[0]?.fold?.thread;
  expect(await fold(ann)).toBeUndefined();
  const twice = under(conv, root);
  const first = await bob.ask("message.send", twice);
  expect(await bob.ask("message.send", twice)).toEqual(first);
  await reply(ann, conv, root);
  await reply(bob, conv, root);
  const last = await reply(cleo, conv, root);
  expect(await fold(cleo)).toMatchObject({ replies: 4, last, users: ["bob", "ann", "cleo"] });
  await cleo.ask("message.recall", { conv, seq: last, key: newKey() });
  expect(await fold(ann)).toMatchObject({ replies: 4, last });
  const page = await ann.ask("message.list", { conv });
  expect(page.entries.find(({ seq }) => seq === root)?.fold?.thread).toEqual((await fold(ann)) as never);
});

test("[THREAD-4] replies are read in pages, folded, with what was done to each", async () => {
  const conv = await groupOf(ann, ["bob"]);
  const root = await say(ann, conv, "root");
  const seqs: number[] = [];
  for (let at = 0; at < 7; at++) {
    seqs.push(await reply(bob, conv, root, `reply ${at}`));
    await say(ann, conv, "between");
    await ann.ask("message.react", { conv, seq: root, key: newKey(), emoji: "👍", on: at % 2 === 0 });
  }
  await bob.ask("message.edit", { conv, seq: seqs[6] ?? 0, key: newKey(), body: { text: "the last" } });
  await ann.ask("message.react", { conv, seq: seqs[5] ?? 0, key: newKey(), emoji: "🎉", on: true });
  const list = async (range: object) => ann.ask("thread.list", { conv, root, limit: 3, ...range });
  const newest = await list({});
  expect(newest.entries.map(({ seq }) => seq)).toEqual(seqs.slice(4));
  expect(newest.root.seq).toBe(root);
  expect(newest).toMatchObject({ replies: 7, unread: 7, read: root, followed: true });
  expect(newest.entries[2]?.fold?.edited?.body).toEqual({ text: "the last", thread: { root } });
  expect(newest.entries[1]?.fold?.reactions?.[0]).toMatchObject({ emoji: "🎉", count: 1 });
  expect((await list({ before: seqs[4] })).entries.map(({ seq }) => seq)).toEqual(seqs.slice(1, 4));
  expect((await list({ after: seqs[4] })).entries.map(({ seq }) => seq)).toEqual(seqs.slice(5));
  expect(await outcome(list({ after: 1, before: 9 }))).toBe("invalid");
});

test("[THREAD-5] its author, who replied and who is mentioned follow a thread; each has unread of their own", async () => {
  const conv = await groupOf(ann, ["bob", "cleo"]);
  const root = await say(ann, conv, "root");
  const one = await reply(bob, conv, root);
  expect(await mine(ann, conv)).toMatchObject([{ unread: 1, replies: 1, read: root, last: { seq: one } }]);
  expect(await mine(bob, conv)).toMatchObject([{ unread: 0 }]);
  expect(await mine(cleo, conv)).toEqual([]);
  const two = await reply(bob, conv, root, "cleo?", { mentions: { users: ["cleo"] } });
  expect(await mine(cleo, conv)).toMatchObject([{ unread: 1, read: two - 1 }]);
  // a mention in a thread is told by the thread
  expect((await cleo.ask("conversation.get", { conv })).conversation.mentioned).toBeUndefined();
  await cleo.ask("thread.follow", { conv, root, on: false });
  expect(await mine(cleo, conv)).toEqual([]);
  await cleo.ask("thread.follow", { conv, root, on: true });
  expect(await mine(cleo, conv)).toHaveLength(1);
  await ann.ask("thread.mark", { conv, root, read: one });
  expect(await mine(ann, conv)).toMatchObject([{ unread: 1 }]);
  await ann.ask("thread.mark", { conv, root, read: 10_000 });
  await ann.ask("thread.mark", { conv, root, read: one });
  expect(await mine(ann, conv)).toMatchObject([{ unread: 0, read: two }]);
  const other = await say(ann, conv, "edited later");
  const three = await reply(bob, conv, other);
  await bob.ask("message.edit", {
    conv,
    seq: three,
    key: newKey(),
    body: { text: "c", mentions: { users: ["cleo"] } },
  });
  expect((await mine(cleo, conv)).map((thread) => [thread.root.seq, thread.unread])).toEqual([
    [other, 1],
    [root, 1],
  ]);
  await ann.ask("message.recall", { conv, seq: other, key: newKey() });
  expect((await mine(cleo, conv)).map((thread) => thread.root.seq)).toEqual([root]);
  await ann.ask("group.remove", { conv, user: "cleo" });
  expect(await mine(cleo, conv)).toEqual([]);
});

test("[THREAD-6] how one stands to a thread is told to all of one's devices, and to nobody else", async () => {
  const conv = await groupOf(ann, ["bob"]);
  const root = await say(ann, conv, "root");
  const seq = await reply(bob, conv, root);
  const tablet = await world.link("ann");
  await ann.ask("thread.mark", { conv, root, read: seq });
  await ann.ask("thread.follow", { conv, root, on: false });
  await settled(tablet, bob);
  const log = tablet.frames.filter(entryOf(selfId("ann"))).filter(({ kind }) => kind === "self.thread");
  expect(log.map(({ body }) => body)).toEqual([
    { conv, root, read: seq, followed: true },
    { conv, root, read: seq, followed: false },
  ]);
  expect(bob.frames.some(({ type, ...rest }) => type === "entry" && JSON.stringify(rest).includes("self.thread"))).toBe(
    false,
  );
});

test("[THREAD-5] one's threads come in pages, the latest reply first", async () => {
  const conv = await groupOf(ann, ["bob"]);
  const roots: number[] = [];
  for (let at = 0; at < 5; at++) roots.push(await say(bob, conv, `root ${at}`));
  for (const root of roots.toReversed()) await reply(ann, conv, root);
  const seen: number[] = [];
  let after: number | undefined;
  do {
    const page = await bob.ask("thread.mine", { limit: 2, ...(after !== undefined && { after }) });
    seen.push(...page.threads.filter((one) => one.conv === conv).map(({ root }) => root.seq));
    expect(page.unread).toBeGreaterThanOrEqual(5);
    after = page.next;
  } while (after !== undefined);
  expect(seen).toEqual(roots);
});
