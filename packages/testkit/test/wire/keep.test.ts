import { afterAll, beforeAll, expect, test } from "bun:test";
import { randomUUID } from "node:crypto";
import { type Entry, LIMITS, selfId, type Summary } from "@skein/protocol";
import { direct, groupOf, heard, outcome, settled, words } from "./fixture/talk.ts";
import { type Linked, World } from "./fixture/world.ts";

let world: World;
let ann: Linked;
let phone: Linked;
let bob: Linked;
let cleo: Linked;
const conv = direct("ann", "bob");

beforeAll(async () => {
  world = await World.start();
  [ann, phone, bob, cleo] = await world.links("ann", "ann", "bob", "cleo");
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const say = async (by: Linked, text: string, at = conv) => (await by.ask("message.send", words(at, text))).seq;
const summary = async (by: Linked, at = conv): Promise<Summary> =>
  (await by.ask("conversation.get", { conv: at })).conversation;
const page = async (by: Linked, at = conv): Promise<Entry[]> => (await by.ask("message.list", { conv: at })).entries;
const told = async (by: Linked, kind: string) => {
  await settled(by);
  return heard(by, selfId("ann"))
    .filter((entry) => entry.kind === kind)
    .at(-1)?.body;
};

test("[KEEP-1][KEEP-2] how a conversation is kept is told to one's own devices alone; only what is given changes, the last wins", async () => {
  await say(bob, "hello");
  const first = await ann.ask("conversation.keep", { changes: [{ conv, pinned: 5, quiet: 9_000, unread: true }] });
  const then = await phone.ask("conversation.keep", {
    changes: [{ conv, pinned: 7, folders: ["work"], unread: false }],
  });
  expect(then.seq).toBeGreaterThan(first.seq);
  const kept = { v: then.seq, pinned: 7, quiet: 9_000, folders: ["work"] };
  expect((await summary(ann)).kept).toEqual(kept);
  const listed = (await ann.ask("conversation.list", {})).conversations.find(({ id }) => id === conv);
  expect(listed?.kept).toEqual(kept);
  expect(await told(ann, "self.kept")).toEqual({
    changes: [{ conv, pinned: 7, folders: ["work"], unread: false }],
  } as never);
  await settled(bob);
  expect((await summary(bob)).kept).toBeUndefined();
  expect(bob.frames.some((frame) => frame.type === "entry" && frame.kind.startsWith("self.kept"))).toBe(false);
  await ann.ask("conversation.keep", { changes: [{ conv, pinned: 0, quiet: 0, folders: [] }] });
  expect(Object.keys((await summary(ann)).kept ?? {})).toEqual(["v"]);
});

test("[KEEP-3] what is not one's own, twice, or beyond the bounds is refused, and nothing of it is kept", async () => {
  await say(bob, "hello");
  const other = await groupOf(cleo, []);
  const keep = (...changes: { conv: string; pinned?: number }[]) => outcome(ann.ask("conversation.keep", { changes }));
  expect(await keep({ conv, pinned: 3 }, { conv: other, pinned: 4 })).toBe("not_found");
  expect(await keep({ conv, pinned: 3 }, { conv, pinned: 4 })).toBe("invalid");
  expect(await keep({ conv, pinned: -1 })).toBe("invalid");
  expect(await keep()).toBe("invalid");
  const folders = Array.from({ length: LIMITS.folders + 1 }, (_, at) => `f${at}`);
  expect(await outcome(ann.ask("conversation.keep", { changes: [{ conv, folders }] }))).toBe("invalid");
  expect(await outcome(ann.ask("conversation.keep", { changes: [{ conv, folders: ["a b"] }] }))).toBe("invalid");
  expect((await summary(ann)).kept?.pinned).toBeUndefined();
  const dan = await world.link("dan");
  const groups = await Promise.all(Array.from({ length: LIMITS.pinned }, () => groupOf(cleo, ["dan"])));
  await dan.ask("conversation.keep", { changes: groups.map((id, at) => ({ conv: id, pinned: at + 1 })) });
  const more = await groupOf(cleo, ["dan"]);
  expect(await outcome(dan.ask("conversation.keep", { changes: [{ conv: more, pinned: 99 }] }))).toBe("too_many");
  await dan.ask("conversation.keep", { changes: [{ conv: groups[0] as string, pinned: 0 }] });
  expect(await outcome(dan.ask("conversation.keep", { changes: [{ conv: more, pinned: 99 }] }))).toBe("ok");
});

test("[KEEP-4] a hidden conversation is hidden up to its head and no further", async () => {
  const seq = await say(bob, "one");
  await ann.ask("conversation.keep", { changes: [{ conv, hidden: seq + 1_000 }] });
  expect((await summary(ann)).kept?.hidden).toBe(seq);
  await ann.ask("conversation.keep", { changes: [{ conv, hidden: 0, archived: Number.MAX_SAFE_INTEGER }] });
  expect((await summary(ann)).kept).toMatchObject({ archived: Number.MAX_SAFE_INTEGER });
  await ann.ask("conversation.keep", { changes: [{ conv, archived: 0 }] });
});

test("[KEEP-5] history that one has cleared is gone for oneself: pages, single messages, the list, unread; the others keep it", async () => {
  const secret = await say(bob, "to be cleared");
  await ann.ask("message.star", { conv, seqs: [secret], on: true });
  await ann.ask("conversation.keep", { changes: [{ conv, since: secret + 1 }] });
  await settled(ann, phone);
  expect(await page(phone)).toEqual([]);
  const now = await summary(phone);
  expect(now).toMatchObject({ since: secret + 1, unread: 0, head: secret });
  expect(now.last).toBeUndefined();
  expect((await phone.ask("message.get", { conv, seqs: [secret] })).entries).toEqual([]);
  expect((await phone.ask("star.list", {})).entries.some(({ seq }) => seq === secret)).toBe(false);
  const react = { conv, seq: secret, key: randomUUID(), emoji: "👍", on: true };
  expect(await outcome(phone.ask("message.react", react))).toBe("not_found");
  expect((await page(bob)).some(({ seq }) => seq === secret)).toBe(true);
  const after = await say(bob, "after it");
  expect((await page(phone)).map(({ seq }) => seq)).toEqual([after]);
  expect((await summary(phone)).unread).toBe(1);
  // what is cleared stays so
  await ann.ask("conversation.keep", { changes: [{ conv, since: 1 }] });
  expect((await page(phone)).map(({ seq }) => seq)).toEqual([after]);
});

test("[KEEP-6] drafts are the same on all devices: the last one saved, told by its stamp alone", async () => {
  await ann.ask("conversation.draft", { conv, stamp: "a1", text: "half a th", reply: 1 });
  const { seq } = await phone.ask("conversation.draft", { conv, stamp: "p1", text: "half a thought" });
  expect(await told(ann, "self.draft")).toEqual({ conv, stamp: "p1" } as never);
  expect((await summary(ann)).draft).toEqual({ v: seq, text: "half a thought" });
  expect(await ann.ask("conversation.drafts", { convs: [conv] })).toEqual({
    drafts: [{ conv, v: seq, text: "half a thought" }],
  });
  expect((await summary(bob)).draft).toBeUndefined();
  expect((await bob.ask("conversation.drafts", { convs: [conv] })).drafts).toEqual([]);
  await ann.ask("conversation.draft", { conv, stamp: "a2", text: "" });
  expect((await summary(phone)).draft?.text).toBe("");
  const text = "x".repeat(LIMITS.text + 1);
  expect(await outcome(ann.ask("conversation.draft", { conv, stamp: "a3", text }))).toBe("invalid");
  expect(await outcome(cleo.ask("conversation.draft", { conv, stamp: "c1", text: "hi" }))).toBe("not_found");
});

test("[KEEP-7] what one deletes for oneself is marked so on one's pages, and for nobody else", async () => {
  const seqs = [await say(bob, "one"), await say(bob, "two")];
  await ann.ask("message.remove", { conv, seqs });
  expect(await told(phone, "self.removed")).toEqual({ conv, seqs } as never);
  const mine = (entries: readonly Entry[]) => entries.filter(({ seq }) => seqs.includes(seq)).map((one) => one.mine);
  expect(mine(await page(phone))).toEqual([{ removed: true }, { removed: true }]);
  expect((await summary(phone)).last?.mine).toEqual({ removed: true });
  expect(mine(await page(bob))).toEqual([undefined, undefined]);
  expect(await outcome(ann.ask("message.remove", { conv, seqs: [9_999] }))).toBe("not_found");
  expect(await outcome(cleo.ask("message.remove", { conv, seqs }))).toBe("not_found");
});

test("[KEEP-8] starred messages are listed, the latest starred first, page by page, while one may read them", async () => {
  const group = await groupOf(bob, ["ann"]);
  const [a, b] = [await say(bob, "first", group), await say(bob, "second", group)];
  const c = await say(bob, "third");
  await ann.ask("message.star", { conv: group, seqs: [a, b], on: true });
  await ann.ask("message.star", { conv, seqs: [c], on: true });
  await ann.ask("message.star", { conv: group, seqs: [a], on: true });
  const first = await phone.ask("star.list", { limit: 2 });
  const texts = (entries: readonly Entry[]) => entries.map(({ body }) => (body as { text?: string }).text);
  expect(texts(first.entries)).toEqual(["third", "second"]);
  expect(first.entries[0]?.mine).toEqual({ starred: true });
  expect(first.users.map(({ id }) => id)).toEqual(["bob"]);
  const rest = await phone.ask("star.list", { limit: 2, after: first.next as string });
  expect(texts(rest.entries)).toEqual(["first"]);
  expect(rest.next).toBeUndefined();
  expect(await outcome(phone.ask("star.list", { after: "elsewhere" }))).toBe("invalid");
  await phone.ask("message.star", { conv: group, seqs: [a], on: false });
  await bob.ask("message.recall", { conv, seq: c, key: randomUUID() });
  expect(texts((await ann.ask("star.list", {})).entries)).toEqual(["second"]);
  await bob.ask("group.remove", { conv: group, user: "ann" });
  expect((await ann.ask("star.list", {})).entries).toEqual([]);
  expect(await outcome(ann.ask("message.star", { conv: group, seqs: [b], on: true }))).toBe("not_found");
});

test("[KEEP-9] folders are settings of the person, whole and in their order", async () => {
  const folders = [
    { id: "work", name: "工作" },
    { id: "home", name: "Home" },
  ];
  await ann.ask("account.settings", { folders });
  expect((await phone.ask("account.get", {})).settings.folders).toEqual(folders);
  expect(await told(phone, "self.settings")).toMatchObject({ settings: { folders } });
  const many = Array.from({ length: LIMITS.folders + 1 }, (_, at) => ({ id: `f${at}`, name: "f" }));
  expect(await outcome(ann.ask("account.settings", { folders: many }))).toBe("invalid");
  expect(await outcome(ann.ask("account.settings", { folders: [{ id: "a", name: " " }] }))).toBe("invalid");
});

test("[CHAN-1][CHAN-2][CHAN-3] in a channel few write and any number read; readers are counted and named to nobody", async () => {
  const { conversation } = await bob.ask("group.create", {
    key: randomUUID(),
    name: "News",
    users: ["ann", "cleo"],
    channel: true,
  });
  const news = conversation.id;
  expect(conversation.settings).toEqual({ channel: true });
  const seq = await say(bob, "The news", news);
  expect(await outcome(ann.ask("message.send", words(news, "may I?")))).toBe("forbidden");
  await bob.ask("group.role", { conv: news, user: "cleo", role: "admin" });
  expect(await outcome(cleo.ask("message.send", words(news, "more news")))).toBe("ok");
  expect(await outcome(ann.ask("conversation.members", { conv: news }))).toBe("forbidden");
  expect(await outcome(ann.ask("group.members", { conv: news }))).toBe("forbidden");
  expect(await outcome(ann.ask("message.readers", { conv: news, seq }))).toBe("forbidden");
  expect((await bob.ask("conversation.members", { conv: news })).members).toHaveLength(3);
  expect((await summary(ann, news)).marks).toBeUndefined();
  await ann.ask("conversation.mark", { marks: [{ conv: news, read: seq }] });
  await settled(bob, phone);
  const marks = bob.frames.filter(
    (frame) => frame.type === "event" && frame.name === "mark" && frame.data.conv === news && frame.data.user === "ann",
  );
  expect(marks).toEqual([]);
  // cleo's own message moved her mark, too
  expect(await ann.ask("message.reads", { conv: news, seqs: [seq] })).toEqual({ reads: [2] });
  const group = await groupOf(bob, ["ann"]);
  expect(await outcome(ann.ask("message.reads", { conv: group, seqs: [1] }))).toBe("forbidden");
  expect(await outcome(ann.ask("message.reads", { conv, seqs: [1] }))).toBe("forbidden");
});
