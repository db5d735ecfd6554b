import { afterAll, beforeAll, expect, test } from "bun:test";
import { type Entry, selfId } from "@skein/protocol";
import { HandClock } from "./fixture/hand-clock.ts";
import { direct, groupOf, heard, newKey, outcome, settled, upTo, wholeLog } from "./fixture/talk.ts";
import { type Linked, World } from "./fixture/world.ts";

let world: World;
let ann: Linked;
let bob: Linked;
let cleo: Linked;
let dan: Linked;
let conv: string;

beforeAll(async () => {
  world = await World.start();
  [ann, bob, cleo, dan] = await world.links("ann", "bob", "cleo", "dan");
  conv = await groupOf(ann, ["bob", "cleo"]);
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const body = { question: "Where?", options: ["Here", "There", "Nowhere"] };
const ask = async (by: Linked, more: object = {}, at = conv) =>
  (await by.ask("message.send", { conv: at, key: newKey(), kind: "poll", body: { ...body, ...more } })).seq;
const vote = (by: Linked, seq: number, choices: number[], key = newKey(), at = conv) =>
  by.ask("poll.vote", { conv: at, seq, key, choices });
const poll = async (by: Linked, seq: number, at = conv) =>
  ((await by.ask("message.get", { conv: at, seqs: [seq] })).entries[0] as Entry).fold?.poll;

test("[POLL-1][POLL-5][OP-1] each person counts once, with their last vote", async () => {
  const seq = await ask(ann);
  const key = newKey();
  const first = await vote(bob, seq, [0], key);
  expect(first.was).toEqual([]);
  expect(await vote(bob, seq, [0], key)).toEqual(first);
  expect(await outcome(vote(bob, seq, [1], key))).toBe("key_reused");
  expect(await poll(ann, seq)).toEqual({ counts: [1, 0, 0], voters: 1 });
  await vote(bob, seq, [2]);
  await vote(cleo, seq, [2]);
  expect(await vote(cleo, seq, [2])).toMatchObject({ seq });
  expect(await poll(bob, seq)).toEqual({ counts: [0, 0, 2], voters: 2, mine: [2] });
  await settled(ann);
  const voted = heard(ann, conv).filter(({ kind }) => kind === "poll.voted");
  expect(voted.map(({ from, body: told }) => [from, told])).toEqual([
    ["bob", { choices: [0], was: [] }],
    ["bob", { choices: [2], was: [0] }],
    ["cleo", { choices: [2], was: [] }],
  ]);
  await vote(bob, seq, []);
  expect(await poll(bob, seq)).toEqual({ counts: [0, 0, 1], voters: 1 });
  expect((await ann.ask("poll.voters", { conv, seq, choice: 2 })).voters).toEqual(["cleo"]);
  const page = await ann.ask("message.list", { conv, limit: 100 });
  expect(page.entries.find((entry) => entry.seq === seq)?.fold?.poll?.counts).toEqual([0, 0, 1]);
});

test("[POLL-1] many votes of one person at once leave one of them", async () => {
  const seq = await ask(ann);
  const [phone, laptop] = await world.links("bob", "bob");
  await Promise.all([...upTo(10).map((n) => vote(n % 2 ? phone : laptop, seq, [n % 3])), vote(cleo, seq, [1])]);
  const { counts = [], voters } = (await poll(bob, seq)) ?? {};
  expect(voters).toBe(2);
  expect(counts.reduce((sum, n) => sum + n, 0)).toBe(2);
});

test("[POLL-6] a vote is of what the poll offers", async () => {
  const one = await ask(ann);
  const many = await ask(ann, { multiple: true });
  for (const [seq, choices, expected] of [
    [one, [3], "invalid"],
    [one, [0, 1], "invalid"],
    [one, [-1], "invalid"],
    [many, [1, 1], "invalid"],
    [many, [2, 0], "ok"],
  ] as const) {
    expect(await outcome(vote(bob, seq, [...choices]))).toBe(expected);
  }
  expect((await poll(bob, many))?.mine).toEqual([0, 2]);
  for (const bad of [
    { options: ["one"] },
    { options: ["a", "a"] },
    { question: " " },
    { closesAt: 1 },
    { options: upTo(11).map(String) },
  ]) {
    expect(await outcome(ask(ann, bad))).toBe("invalid");
  }
});

test("[POLL-2][POLL-3] who leads ends it, once; nobody votes on it then", async () => {
  const seq = await ask(bob);
  await vote(cleo, seq, [1]);
  const close = (by: Linked, key = newKey()) => by.ask("poll.close", { conv, seq, key });
  expect(await outcome(close(cleo))).toBe("forbidden");
  expect(await outcome(close(dan))).toBe("not_found");
  expect(await outcome(vote(dan, seq, [0]))).toBe("not_found");
  const key = newKey();
  const first = await close(ann, key);
  expect(await close(ann, key)).toEqual(first);
  expect(await outcome(close(bob))).toBe("ended");
  expect(await outcome(vote(cleo, seq, [0]))).toBe("ended");
  expect(await outcome(vote(cleo, seq, []))).toBe("ended");
  expect(await poll(cleo, seq)).toMatchObject({ counts: [0, 1, 0], mine: [1], closed: { by: "ann", at: first.at } });
  const { seq: text } = await ann.ask("message.send", { conv, key: newKey(), kind: "text", body: { text: "?" } });
  expect(await outcome(vote(bob, text, [0]))).toBe("not_found");
  expect(await outcome(ann.ask("poll.voters", { conv, seq, choice: 5 }))).toBe("invalid");
});

test("[POLL-2] its time ends by the server's clock", async () => {
  const clock = new HandClock(Date.now());
  await using late = await World.alone({}, { clock });
  let [eve, fay] = await late.links("eve", "fay");
  const talk = direct("eve", "fay");
  const seq = await ask(eve, { closesAt: clock.now() + 60_000 }, talk);
  await vote(fay, seq, [0], newKey(), talk);
  clock.advance(60_000);
  [eve, fay] = await late.links("eve", "fay");
  expect(await outcome(vote(fay, seq, [1], newKey(), talk))).toBe("ended");
  expect(await outcome(eve.ask("poll.close", { conv: talk, seq, key: newKey() }))).toBe("ended");
  expect((await poll(eve, seq, talk))?.counts).toEqual([1, 0, 0]);
});

test("[POLL-4][POLL-5] of an anonymous poll others learn the sums, and nothing of who voted", async () => {
  const seq = await ask(ann, { anonymous: true, multiple: true });
  const before = (await ann.ask("message.list", { conv, limit: 1 })).head;
  const cursor = (await world.link("ann")).welcome.cursor;
  const [second] = await world.links("bob");
  await vote(bob, seq, [1, 2]);
  await vote(bob, seq, [1, 2]);
  await vote(bob, seq, [0]);
  await vote(cleo, seq, [0]);
  await settled(ann, bob, second);
  const live = heard(ann, conv).filter((entry) => entry.seq > before);
  expect(live.map(({ kind, from, key, body: told }) => [kind, from, key, told])).toEqual([
    ["poll.counted", "ann", undefined, { counts: [0, 1, 1], voters: 1 }],
    ["poll.counted", "ann", undefined, { counts: [1, 0, 0], voters: 1 }],
    ["poll.counted", "ann", undefined, { counts: [2, 0, 0], voters: 2 }],
  ]);
  const log = (await wholeLog(ann, conv)).filter((entry) => entry.seq >= seq);
  const { conversations } = await ann.ask("sync.changes", { cursor });
  const after = conversations.find(({ id }) => id === conv)?.entries?.filter((entry) => entry.seq >= seq);
  const told = JSON.stringify([log, after, await poll(ann, seq)]);
  for (const name of ["bob", "cleo"]) expect(told).not.toContain(name);
  expect(await outcome(ann.ask("poll.voters", { conv, seq, choice: 0 }))).toBe("forbidden");
  expect(await poll(bob, seq)).toEqual({ counts: [2, 0, 0], voters: 2, mine: [0] });
  expect(await poll(ann, seq)).toEqual({ counts: [2, 0, 0], voters: 2 });
  const own = heard(second, selfId("bob")).filter(({ kind }) => kind === "self.voted");
  expect(own.at(-1)?.body).toEqual({ conv, seq, choices: [0] });
  expect(heard(ann, selfId("bob"))).toEqual([]);
});

test("[POLL-1][POLL-4] the sums of an anonymous poll are right, however many vote at once", async () => {
  const seq = await ask(ann, { anonymous: true });
  const voters = [ann, bob, cleo];
  await Promise.all(upTo(24).map((n) => vote(voters[n % 3] as Linked, seq, [n % 2])));
  await settled(ann);
  const end = await poll(ann, seq);
  expect(end?.voters).toBe(3);
  expect(end?.counts.reduce((sum, n) => sum + n, 0)).toBe(3);
  const last = heard(ann, conv).findLast(({ kind, ref }) => kind === "poll.counted" && ref === seq);
  expect(last?.body).toEqual({ counts: end?.counts, voters: 3 } as never);
});

test("[OP-5][OP-6] nothing of a poll that was taken back is kept", async () => {
  const seq = await ask(ann);
  await vote(bob, seq, [1]);
  await ann.ask("message.recall", { conv, seq, key: newKey() });
  expect(await outcome(vote(bob, seq, [0]))).toBe("recalled");
  expect(await outcome(ann.ask("poll.close", { conv, seq, key: newKey() }))).toBe("recalled");
  expect(await outcome(ann.ask("poll.voters", { conv, seq, choice: 1 }))).toBe("recalled");
  expect(await poll(bob, seq)).toBeUndefined();
});
