import { afterAll, beforeAll, expect, test } from "bun:test";
import { LIMITS } from "@skein/protocol";
import { direct, groupOf, newKey, outcome, settled, words } from "./fixture/talk.ts";
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

interface Mentions {
  readonly users?: string[];
  readonly all?: true;
}

const naming = (conv: string, mentions: Mentions, text = "you there") => ({
  ...words(conv, text),
  body: { text, mentions },
});
const mention = async (by: Linked, conv: string, mentions: Mentions) =>
  (await by.ask("message.send", naming(conv, mentions))).seq;
const told = async (link: Linked, conv: string) => {
  await settled(link);
  const { mentioned } = (await link.ask("conversation.get", { conv })).conversation;
  const list = (await link.ask("conversation.list", {})).conversations.find(({ id }) => id === conv);
  expect(list?.mentioned).toEqual(mentioned as never);
  return mentioned;
};

test("[MENTION-1] whom a message mentions is a member; strangers and too many are refused and leave nothing", async () => {
  const conv = await groupOf(ann, ["bob"]);
  for (const users of [["cleo"], ["bob", "cleo"], ["nobody-at-all"]]) {
    expect(await outcome(ann.ask("message.send", naming(conv, { users })))).toBe("invalid");
  }
  const many = Array.from({ length: 10_000 }, (_, at) => `u${at}`);
  expect(await outcome(ann.ask("message.send", naming(conv, { users: many })))).toBe("invalid");
  const more = Array.from({ length: LIMITS.mentions + 1 }, (_, at) => `u${at}`);
  expect(await outcome(ann.ask("message.send", naming(conv, { users: more })))).toBe("invalid");
  expect(await outcome(ann.ask("message.send", naming(conv, { users: ["bob", "bob"] })))).toBe("invalid");
  expect((await bob.ask("conversation.get", { conv })).conversation.count).toBe(0);
  const first = naming(direct("ann", "cleo"), { users: ["bob"] });
  expect(await outcome(ann.ask("message.send", first))).toBe("invalid");
  expect(await outcome(ann.ask("message.send", naming(direct("ann", "cleo"), { users: ["cleo"] })))).toBe("ok");
  await ann.ask("group.remove", { conv, user: "bob" });
  expect(await outcome(ann.ask("message.send", naming(conv, { users: ["bob"] })))).toBe("invalid");
});

test("[MENTION-1] a message says what its text calls those it mentions; more names than may be mentioned are refused", async () => {
  const conv = await groupOf(ann, ["bob"]);
  const mentions = { users: ["bob"], names: ["Bobby"] };
  await ann.ask("message.send", { ...words(conv, "@Bobby?"), body: { text: "@Bobby?", mentions } });
  const { entries } = await bob.ask("message.list", { conv, limit: 1 });
  expect(entries[0]?.body).toEqual({ text: "@Bobby?", mentions });
  const names = Array.from({ length: LIMITS.mentions + 1 }, () => "Bobby");
  for (const wrong of [names, [""], ["b".repeat(LIMITS.personName + 1)]]) {
    const body = { text: "@Bobby?", mentions: { users: ["bob"], names: wrong } };
    expect(await outcome(ann.ask("message.send", { ...words(conv, "@Bobby?"), body }))).toBe("invalid");
  }
});

test("[MENTION-2] everybody is mentioned by owners and admins of a group, and by both in a direct conversation", async () => {
  const conv = await groupOf(ann, ["bob", "cleo"]);
  expect(await outcome(bob.ask("message.send", naming(conv, { all: true })))).toBe("forbidden");
  const seq = await mention(ann, conv, { all: true });
  expect(await told(bob, conv)).toEqual([seq]);
  expect(await told(cleo, conv)).toEqual([seq]);
  expect(await told(ann, conv)).toBeUndefined();
  await ann.ask("group.role", { conv, user: "bob", role: "admin" });
  expect(await outcome(bob.ask("message.send", naming(conv, { all: true })))).toBe("ok");
  expect(await outcome(bob.ask("message.send", naming(direct("bob", "cleo"), { all: true })))).toBe("ok");
});

test("[MENTION-3] a conversation tells which unread messages mention one, after edits, recalls and reading", async () => {
  const conv = await groupOf(ann, ["bob", "cleo"]);
  const one = await mention(ann, conv, { users: ["bob"] });
  const two = await mention(ann, conv, { users: ["bob", "cleo"] });
  const three = await mention(ann, conv, { users: ["cleo"] });
  await mention(bob, conv, { users: ["bob"] });
  await mention(cleo, conv, {});
  expect(await told(cleo, conv)).toBeUndefined();
  // bob has spoken since, and with that read what was before
  expect(await told(bob, conv)).toBeUndefined();
  const four = await mention(ann, conv, { users: ["bob"] });
  const five = await mention(ann, conv, { users: ["cleo"] });
  expect(await told(bob, conv)).toEqual([four]);
  const edit = (seq: number, mentions: Mentions) =>
    ann.ask("message.edit", { conv, seq, key: newKey(), body: { text: "no, you", mentions } });
  await edit(five, { users: ["bob", "cleo"] });
  expect(await told(bob, conv)).toEqual([four, five]);
  await edit(four, {});
  expect(await told(bob, conv)).toEqual([five]);
  expect(await outcome(edit(five, { users: ["dan"] }))).toBe("invalid");
  await ann.ask("message.recall", { conv, seq: five, key: newKey() });
  expect(await told(bob, conv)).toBeUndefined();
  expect(await told(cleo, conv)).toBeUndefined();
  const six = await mention(ann, conv, { users: ["cleo"] });
  await cleo.ask("conversation.mark", { marks: [{ conv, read: six - 1 }] });
  expect(await told(cleo, conv)).toEqual([six]);
  await cleo.ask("conversation.mark", { marks: [{ conv, read: six }] });
  expect(await told(cleo, conv)).toBeUndefined();
  expect([one, two, three].every((seq) => seq < six)).toBe(true);
});

test("[MENTION-3] at most so many are told, the first of them; a repeated send mentions once", async () => {
  const conv = await groupOf(ann, ["bob"]);
  const seqs: number[] = [];
  for (let at = 0; at < LIMITS.mentionsTold + 5; at++) seqs.push(await mention(ann, conv, { users: ["bob"] }));
  expect(await told(bob, conv)).toEqual(seqs.slice(0, LIMITS.mentionsTold));
  await bob.ask("conversation.mark", { marks: [{ conv, read: seqs.at(-1) ?? 0 }] });
  const again = naming(conv, { users: ["bob"] });
  const first = await ann.ask("message.send", again);
  expect(await ann.ask("message.send", again)).toEqual(first);
  await ann.ask("message.send", words(conv, "nobody is named here"));
  expect(await told(bob, conv)).toEqual([first.seq]);
});
