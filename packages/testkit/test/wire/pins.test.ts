import { afterAll, beforeAll, expect, test } from "bun:test";
import { LIMITS } from "@skein/protocol";
import { direct, groupOf, newKey, outcome, words } from "./fixture/talk.ts";
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

const say = async (by: Linked, conv: string, text = "words") => (await by.ask("message.send", words(conv, text))).seq;
const pin = (by: Linked, conv: string, seq: number, on = true) =>
  outcome(by.ask("message.pin", { conv, seq, key: newKey(), on }));
const pinned = async (by: Linked, conv: string) => {
  const listed = (await by.ask("pin.list", { conv })).entries.map(({ seq }) => seq);
  const told = (await by.ask("conversation.get", { conv })).conversation.pinned ?? [];
  expect(told).toEqual(listed);
  return listed;
};

test("[PIN-1][PIN-2] several are pinned, the latest first; the message says so; pinning again changes nothing", async () => {
  const conv = direct("ann", "bob");
  const [one, two, three] = [await say(ann, conv), await say(bob, conv), await say(ann, conv)];
  expect(await pinned(ann, conv)).toEqual([]);
  for (const seq of [two, one, three, two]) expect(await pin(bob, conv, seq)).toBe("ok");
  expect(await pinned(ann, conv)).toEqual([three, one, two]);
  const message = (await ann.ask("message.get", { conv, seqs: [one] })).entries[0];
  expect(message?.fold?.pinned?.by).toBe("bob");
  expect((await ann.ask("conversation.get", { conv })).conversation.unread).toBe(0);
  expect(await pin(ann, conv, one, false)).toBe("ok");
  expect(await pin(ann, conv, one, false)).toBe("ok");
  expect(await pinned(bob, conv)).toEqual([three, two]);
  const key = newKey();
  const first = await ann.ask("message.pin", { conv, seq: one, key, on: true });
  expect(await ann.ask("message.pin", { conv, seq: one, key, on: true })).toEqual(first);
  expect(await outcome(ann.ask("message.pin", { conv, seq: one, key, on: false }))).toBe("key_reused");
  expect(await pinned(bob, conv)).toEqual([one, three, two]);
});

test("[PIN-1] in a group owners and admins pin; what is no message, stands in a thread or cannot be read is not pinned", async () => {
  const conv = await groupOf(ann, ["bob"]);
  const seq = await say(bob, conv);
  expect(await pin(bob, conv, seq)).toBe("forbidden");
  expect(await pin(cleo, conv, seq)).toBe("not_found");
  expect(await outcome(cleo.ask("pin.list", { conv }))).toBe("not_found");
  expect(await pin(ann, conv, seq)).toBe("ok");
  await ann.ask("group.role", { conv, user: "bob", role: "admin" });
  expect(await pin(bob, conv, seq, false)).toBe("ok");
  for (const no of [0, 1, seq + 100]) expect(await pin(ann, conv, no)).toBe("not_found");
  const body = { text: "inside", thread: { root: seq } };
  const inside = await bob.ask("message.send", { ...words(conv, ""), body });
  expect(await pin(ann, conv, inside.seq)).toBe("invalid");
});

test("[PIN-3] what is taken back is pinned no longer, and cannot be pinned", async () => {
  const conv = direct("ann", "bob");
  const before = await pinned(ann, conv);
  const seq = await say(ann, conv, "a secret to pin");
  await pin(bob, conv, seq);
  await ann.ask("message.recall", { conv, seq, key: newKey() });
  expect(await pinned(bob, conv)).toEqual(before);
  expect(await pin(bob, conv, seq)).toBe("recalled");
  expect(JSON.stringify(await bob.ask("pin.list", { conv }))).not.toContain("secret");
});

test("[PIN-1] there are at most so many", async () => {
  const conv = await groupOf(ann, []);
  const first = await say(ann, conv);
  expect(await pin(ann, conv, first)).toBe("ok");
  for (let at = 1; at < LIMITS.pins; at++) expect(await pin(ann, conv, await say(ann, conv))).toBe("ok");
  const over = await say(ann, conv);
  expect(await pin(ann, conv, over)).toBe("too_many");
  expect(await pinned(ann, conv)).toHaveLength(LIMITS.pins);
  expect(await pin(ann, conv, first, false)).toBe("ok");
  expect(await pin(ann, conv, over)).toBe("ok");
});

test("[JUMP-1] the first message at or after a time is found", async () => {
  const conv = await groupOf(ann, ["bob"]);
  const root = await say(ann, conv);
  for (let at = 0; at < 40; at++) await say(ann, conv);
  const { entries } = await ann.ask("message.list", { conv, limit: 100 });
  const at = async (time: number, by = bob) => (await by.ask("message.at", { conv, at: time })).seq;
  for (const { at: time } of entries) {
    expect(await at(time)).toBe(entries.find((one) => one.at >= time)?.seq ?? 0);
  }
  expect(await at(0)).toBe(1);
  expect(await at((entries.at(-1)?.at ?? 0) + 1)).toBe(0);
  const body = { text: "inside", thread: { root } };
  const inside = await bob.ask("message.send", { ...words(conv, ""), body });
  expect(await at(inside.at + 1)).toBe(0);
  expect(await outcome(at(0, cleo))).toBe("not_found");
});
