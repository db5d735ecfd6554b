import { afterAll, beforeAll, expect, test } from "bun:test";
import { type Bodies, type Entry, LIMITS } from "@skein/protocol";
import { direct, groupOf, newKey, outcome, wholeLog, words } from "./fixture/talk.ts";
import { type Linked, World } from "./fixture/world.ts";

let world: World;
let ann: Linked;
let bob: Linked;
let cleo: Linked;
const talk = direct("ann", "bob");
const other = direct("ann", "cleo");

beforeAll(async () => {
  world = await World.start();
  [ann, bob, cleo] = await world.links("ann", "bob", "cleo");
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const say = async (by: Linked, text: string, at = talk) => (await by.ask("message.send", words(at, text))).seq;
const forward = (by: Linked, seqs: number[], to: string[], merged = false, conv = talk, key = newKey()) =>
  by.ask("message.forward", { conv, key, seqs, to, merged });
const at = async (by: Linked, conv: string, seq: number) =>
  (await by.ask("message.get", { conv, seqs: [seq] })).entries[0];

test("[FWD-1][FWD-2][FWD-3] messages are said again as they say now, with who said them first, once for each key", async () => {
  const first = await say(bob, "draft");
  await bob.ask("message.edit", { conv: talk, seq: first, key: newKey(), body: { text: "final" } });
  const { seq: second } = await ann.ask("message.send", {
    ...words(talk, ""),
    body: { text: "yes", reply: { seq: first }, mentions: { users: ["bob"] } },
  });
  const key = newKey();
  const saved = direct("ann", "ann");
  const { places } = await forward(ann, [first, second], [other, saved], false, talk, key);
  expect(places.map(({ conv, seqs }) => [conv, seqs.length])).toEqual([
    [other, 2],
    [saved, 2],
  ]);
  const [one = 0, two = 0] = places[0]?.seqs ?? [];
  expect((await at(cleo, other, one))?.body).toMatchObject({ text: "final", forward: { from: "bob" } });
  const said = await at(ann, talk, second);
  expect((await at(cleo, other, two))?.body).toEqual({ text: "yes", forward: { from: "ann", at: said?.at ?? 0 } });
  expect((await forward(ann, [first, second], [other, saved], false, talk, key)).places).toEqual(places);
  const group = await groupOf(cleo, ["ann"]);
  const again = await forward(cleo, [one], [group], false, other);
  expect((await at(ann, group, again.places[0]?.seqs[0] ?? 0))?.body).toMatchObject({ forward: { from: "bob" } });
  const forged = { ...words(talk, ""), body: { text: "x", forward: { from: "bob", at: 1 } } };
  const { seq } = await ann.ask("message.send", forged);
  expect((await at(bob, talk, seq))?.body).toEqual({ text: "x" });
  await ann.ask("message.edit", {
    conv: talk,
    seq,
    key: newKey(),
    body: { text: "y", forward: { from: "bob", at: 1 } },
  });
  expect((await at(bob, talk, seq))?.fold?.edited?.body).toEqual({ text: "y" });
});

test("[FWD-1] what one may not read, what was taken back and what is no message is forwarded nowhere", async () => {
  const seq = await say(ann, "between us");
  const gone = await say(ann, "gone");
  const { seq: op } = await ann.ask("message.recall", { conv: talk, seq: gone, key: newKey() });
  const before = (await wholeLog(ann, other)).length;
  expect(await outcome(forward(cleo, [seq], [other]))).toBe("not_found");
  expect(await outcome(forward(ann, [seq, gone], [other]))).toBe("recalled");
  expect(await outcome(forward(ann, [seq, op], [other]))).toBe("not_found");
  expect(await outcome(forward(ann, [seq, 9_999], [other]))).toBe("not_found");
  expect(await outcome(forward(ann, [seq], [direct("bob", "cleo")]))).toBe("not_found");
  expect(await outcome(forward(ann, [], [other]))).toBe("invalid");
  expect((await wholeLog(ann, other)).length).toBe(before);
  const many = await Promise.all(Array.from({ length: 11 }, (_, n) => say(bob, `${n}`)));
  const places = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s"];
  expect(
    await outcome(
      forward(
        ann,
        many,
        places.map((id) => `g:${id}`),
      ),
    ),
  ).toBe("too_many");
});

test("[FWD-2][FWD-4] merged messages are a copy that nobody can forge, and lie only so deep within each other", async () => {
  const one = await say(bob, "one");
  const two = await say(ann, "two");
  let place = (await forward(ann, [two, one], [other], true)).places[0]?.seqs[0] ?? 0;
  const entry = await at(cleo, other, place);
  expect(entry).toMatchObject({ kind: "merged", body: { items: [{ from: "bob" }, { from: "ann" }] } });
  const { items } = (entry as Extract<Entry, { kind: "merged" }>).body;
  expect(items.map(({ body }) => body)).toEqual([{ text: "one" }, { text: "two" }]);
  await bob.ask("message.recall", { conv: talk, seq: one, key: newKey() });
  expect((await at(cleo, other, place))?.body).toEqual(entry?.body as never);
  for (let depth = 2; depth <= LIMITS.mergedDepth; depth += 1) {
    place = (await forward(ann, [place], [other], true, other)).places[0]?.seqs[0] ?? 0;
  }
  expect(await outcome(forward(ann, [place], [other], true, other))).toBe("invalid");
  let nested: object = { title: { people: [] }, items: [{ from: "bob", name: "Bob", at: 1, kind: "text", body: {} }] };
  for (let depth = 0; depth < 3; depth += 1) {
    nested = { title: { people: [] }, items: [{ from: "bob", name: "Bob", at: 1, kind: "merged", body: nested }] };
  }
  const forged = { conv: talk, key: newKey(), kind: "merged" as const, body: nested as Bodies["merged"] };
  expect(await outcome(ann.ask("message.send", forged))).toBe("invalid");
  const long = await Promise.all(Array.from({ length: 8 }, () => say(ann, "x".repeat(9_000))));
  expect(await outcome(forward(ann, long, [other], true))).toBe("too_large");
});

test("[OP-10] those who reacted are listed in the order in which they did", async () => {
  const group = await groupOf(ann, ["bob", "cleo"]);
  const seq = await say(ann, "news", group);
  for (const [by, emoji] of [
    [cleo, "👍"],
    [bob, "🎉"],
    [bob, "👍"],
  ] as const) {
    await by.ask("message.react", { conv: group, seq, key: newKey(), emoji, on: true });
  }
  expect((await bob.ask("message.reactors", { conv: group, seq })).reactors).toEqual([
    { user: "cleo", emoji: "👍" },
    { user: "bob", emoji: "🎉" },
    { user: "bob", emoji: "👍" },
  ]);
  const [dan] = await world.links("dan");
  expect(await outcome(dan.ask("message.reactors", { conv: group, seq }))).toBe("not_found");
});
