import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Entry, ServerFrame } from "@skein/protocol";
import { direct, entryOf, groupOf, newKey, outcome, settled, words } from "./fixture/talk.ts";
import { type Linked, World } from "./fixture/world.ts";

let world: World;
let olga: Linked;
let ann: Linked;
let bob: Linked;
let cleo: Linked;

beforeAll(async () => {
  world = await World.start();
  [ann, bob, cleo] = await world.links("ann", "bob", "cleo");
  // an owner of the server, as the command line makes one
  const { account } = world.server;
  const id = await account.addPerson({ name: "Olga", role: "owner" });
  olga = await world.link(id, { token: await account.makeToken(id, { name: "desk" }) });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const say = async (by: Linked, text: string, conv: string) => (await by.ask("message.send", words(conv, text))).seq;
const message = async (by: Linked, conv: string, seq: number) =>
  (await by.ask("message.get", { conv, seqs: [seq] })).entries[0] as Entry;
const mute = (user: string, penalty: "mute" | "shadow" = "mute") => olga.ask("sanction.set", { user, penalty });
const lift = (user: string, penalty: "mute" | "shadow" = "mute") => olga.ask("sanction.lift", { user, penalty });
const inMs = (ms: number) => Date.now() + ms;

test("[SEND-2] who may not speak any more gets the first answer to a message that was taken before", async () => {
  const conv = await groupOf(ann, ["bob", "cleo"]);
  const said = words(conv, "hello");
  const first = await bob.ask("message.send", said);
  const again = async (): Promise<void> => expect(await bob.ask("message.send", said)).toEqual(first);
  const other = () => outcome(bob.ask("message.send", { ...said, body: { text: "other" } }));
  const fresh = () => outcome(bob.ask("message.send", words(conv, "more")));

  await ann.ask("group.mute", { conv, user: "bob", until: inMs(600_000) });
  await settled(bob);
  expect(await fresh()).toBe("muted");
  await again();
  expect(await other()).toBe("key_reused");
  await ann.ask("group.mute", { conv, user: "bob", until: 0 });

  await ann.ask("group.update", { conv, settings: { permissions: { send: "admin" } } });
  await settled(bob);
  expect(await fresh()).toBe("muted");
  await again();
  await ann.ask("group.update", { conv, settings: { permissions: { send: "member" } } });

  await ann.ask("group.update", { conv, settings: { slow: 600 } });
  await settled(bob);
  const slow = words(conv, "once in ten minutes");
  const taken = await bob.ask("message.send", slow);
  expect(await bob.ask("message.send", slow)).toEqual(taken);
  expect(await fresh()).toBe("rate_limited");

  await mute("bob");
  await settled(bob);
  await again();
  await lift("bob");

  await ann.ask("group.remove", { conv, user: "bob" });
  await settled(bob);
  expect(await fresh()).toBe("not_found");
  await again();
  await ann.ask("group.add", { conv, users: ["bob"] });
  await ann.ask("group.dissolve", { conv });
  await settled(bob);
  expect(await fresh()).toBe("ended");
  await again();
});

test("[SEND-2][SEND-3] what a message was made by the rules of its time is known again by those of today", async () => {
  const conv = direct("ann", "bob");
  await olga.ask("word.add", { words: [{ word: "darn", action: "mask" }] });
  await settled(ann, bob);
  const starred = words(conv, "darn it");
  const first = await ann.ask("message.send", starred);
  await olga.ask("word.remove", { words: ["darn"] });
  await settled(ann, bob);
  expect(await ann.ask("message.send", starred)).toEqual(first);
  expect(await outcome(ann.ask("message.send", { ...starred, body: { text: "darn us" } }))).toBe("key_reused");

  const plain = words(conv, "heck");
  const second = await ann.ask("message.send", plain);
  await olga.ask("word.add", { words: [{ word: "heck", action: "refuse" }] });
  await settled(ann, bob);
  expect(await outcome(ann.ask("message.send", words(conv, "heck")))).toBe("words_refused");
  expect(await ann.ask("message.send", plain)).toEqual(second);
  await olga.ask("word.remove", { words: ["heck"] });

  await mute("ann", "shadow");
  await settled(ann, bob);
  const unseen = words(conv, "nobody sees this");
  const third = await ann.ask("message.send", unseen);
  await lift("ann", "shadow");
  await settled(ann, bob);
  expect(await ann.ask("message.send", unseen)).toEqual(third);
});

test("[OP-1] what was done before has its first answer, though it may not be done today, or not twice", async () => {
  const conv = await groupOf(ann, ["bob", "cleo"]);
  const target = await say(bob, "a plan", conv);
  const edit = { conv, seq: target, key: newKey(), body: { text: "a better plan" } };
  const react = { conv, seq: target, key: newKey(), emoji: "👍", on: true };
  const pin = { conv, seq: target, key: newKey(), on: true };
  const recall = { conv, seq: target, key: newKey() };
  const edited = await bob.ask("message.edit", edit);
  const reacted = await cleo.ask("message.react", react);
  const pinned = await ann.ask("message.pin", pin);
  const again = async (): Promise<void> => {
    expect(await bob.ask("message.edit", edit)).toEqual(edited);
    expect(await cleo.ask("message.react", react)).toEqual(reacted);
    expect(await ann.ask("message.pin", pin)).toEqual(pinned);
  };
  await again();
  await cleo.ask("message.react", { ...react, key: newKey(), on: false });
  await again();
  expect((await message(ann, conv, target)).fold?.reactions ?? []).toEqual([]);
  await ann.ask("group.mute", { conv, user: "bob", until: inMs(600_000) });
  await settled(bob);
  await again();
  await ann.ask("group.mute", { conv, user: "bob", until: 0 });
  const recalled = await ann.ask("message.recall", recall);
  await again();
  expect(await ann.ask("message.recall", recall)).toEqual(recalled);
  expect(await outcome(cleo.ask("message.react", { ...react, emoji: "🎉" }))).toBe("key_reused");
  expect(await outcome(cleo.ask("message.react", { ...react, key: newKey() }))).toBe("recalled");
  await ann.ask("group.dissolve", { conv });
  await settled(bob, cleo);
  await again();
  expect(await ann.ask("message.recall", recall)).toEqual(recalled);
});

test("[OP-1][POLL-2] a vote and an end that were taken have their first answers after everything", async () => {
  const conv = await groupOf(ann, ["bob"]);
  const body = { question: "When?", options: ["now", "later"] };
  const { seq } = await ann.ask("message.send", { conv, key: newKey(), kind: "poll", body });
  const vote = { conv, seq, key: newKey(), choices: [0] };
  const voted = await bob.ask("poll.vote", vote);
  const close = { conv, seq, key: newKey() };
  expect(await bob.ask("poll.vote", vote)).toEqual(voted);
  await bob.ask("poll.vote", { ...vote, key: newKey(), choices: [1] });
  expect(await bob.ask("poll.vote", vote)).toEqual(voted);
  expect(await outcome(bob.ask("poll.vote", { ...vote, choices: [1] }))).toBe("key_reused");
  const closed = await ann.ask("poll.close", close);
  expect(await ann.ask("poll.close", close)).toEqual(closed);
  expect(await bob.ask("poll.vote", vote)).toEqual(voted);
  expect((await message(ann, conv, seq)).fold?.poll).toMatchObject({ counts: [0, 1], voters: 1 });
  await ann.ask("message.recall", { conv, seq, key: newKey() });
  expect(await bob.ask("poll.vote", vote)).toEqual(voted);
  expect(await ann.ask("poll.close", close)).toEqual(closed);
});

test("[FWD-3] what was forwarded stands where it stands, whatever became of it since", async () => {
  const from = direct("ann", "bob");
  const to = [direct("ann", "cleo"), direct("ann", "ann")];
  const seqs = [await say(bob, "one", from), await say(bob, "two", from)];
  const call = { conv: from, seqs, to, key: newKey(), merged: false };
  const first = await ann.ask("message.forward", call);
  await bob.ask("message.edit", { conv: from, seq: seqs[0] ?? 0, key: newKey(), body: { text: "one more" } });
  expect(await ann.ask("message.forward", call)).toEqual(first);
  await bob.ask("message.recall", { conv: from, seq: seqs[1] ?? 0, key: newKey() });
  expect(await ann.ask("message.forward", call)).toEqual(first);
  expect(await outcome(ann.ask("message.forward", { ...call, key: newKey() }))).toBe("recalled");
});

/** A message and a poll to do things to. */
async function ground(by: Linked, conv: string) {
  const seq = await say(by, "a message", conv);
  const body = { question: "Well?", options: ["yes", "no"] };
  const poll = await by.ask("message.send", { conv, key: newKey(), kind: "poll", body });
  return { conv, seq, poll: poll.seq };
}

const acts = (by: Linked, { conv, seq, poll }: Awaited<ReturnType<typeof ground>>) => ({
  react: (on = true) => outcome(by.ask("message.react", { conv, seq, key: newKey(), emoji: "👍", on })),
  vote: (choices = [0]) => outcome(by.ask("poll.vote", { conv, seq: poll, key: newKey(), choices })),
  pin: () => outcome(by.ask("message.pin", { conv, seq, key: newKey(), on: true })),
  stream: () => outcome(by.ask("stream.start", { conv, key: newKey() })),
  recall: (own: number) => outcome(by.ask("message.recall", { conv, seq: own, key: newKey() })),
});

test("[GROUP-9][MOD-3] who is muted takes back what is theirs, and does nothing else to messages", async () => {
  const conv = await groupOf(ann, ["bob"]);
  await ann.ask("group.update", { conv, settings: { permissions: { pin: "member" } } });
  await settled(bob);
  const of = await ground(ann, conv);
  const does = acts(bob, of);
  for (const [silence, speak] of [
    [
      () => ann.ask("group.mute", { conv, user: "bob", until: inMs(600_000) }),
      () => ann.ask("group.mute", { conv, user: "bob", until: 0 }),
    ],
    [() => mute("bob"), () => lift("bob")],
  ] as const) {
    const own = await say(bob, "mine", conv);
    expect([await does.react(), await does.vote()]).toEqual(["ok", "ok"]);
    await silence();
    await settled(bob);
    expect([await does.pin(), await does.vote([1]), await does.stream()]).toEqual(["muted", "muted", "muted"]);
    expect([await does.react(false), await does.vote([]), await does.recall(own)]).toEqual(["ok", "ok", "ok"]);
    expect(await does.react()).toBe("muted");
    await speak();
    await settled(bob);
  }
  // where all are silent, they still have a say
  await ann.ask("group.update", { conv, settings: { permissions: { send: "admin" }, mutedUntil: inMs(600_000) } });
  await settled(bob);
  expect([await does.react(), await does.vote()]).toEqual(["ok", "ok"]);
});

test("[GROUP-14] nothing is done to messages of a group that was dissolved, and a race with its end is lost", async () => {
  const conv = await groupOf(ann, ["bob"]);
  const of = await ground(bob, conv);
  expect(await acts(bob, of).react()).toBe("ok");
  const racing = Array.from({ length: 20 }, (_, i) => acts(bob, of).react(i % 2 === 1));
  await ann.ask("group.dissolve", { conv });
  await Promise.all(racing);
  await settled(ann, bob);
  const { entries } = await ann.ask("message.list", { conv });
  expect(entries.at(-1)?.kind).toBe("group.dissolved");
  for (const by of [ann, bob]) {
    const { react, vote, pin, stream, recall } = acts(by, of);
    const tried = [await react(), await react(false), await vote(), await vote([]), await stream()];
    expect(tried).toEqual(["ended", "ended", "ended", "ended", "ended"]);
    expect([await pin(), await recall(of.seq)]).toEqual([by === ann ? "ended" : "forbidden", "ended"]);
  }
});

test("[BLOCK-1] whoever is blocked reacts and votes as little as they write, and takes back what is theirs", async () => {
  const conv = direct("bob", "cleo");
  const of = await ground(cleo, conv);
  const does = acts(bob, of);
  expect(await does.react()).toBe("ok");
  await cleo.ask("contact.block", { user: "bob" });
  await settled(bob, cleo);
  expect([await does.vote(), await does.pin(), await does.stream()]).toEqual(
    new Array(3).fill("not_accepted") as never,
  );
  expect(await does.react(false)).toBe("ok");
  expect(await does.react()).toBe("not_accepted");
  await cleo.ask("contact.unblock", { user: "bob" });
  await settled(bob, cleo);
});

const told = (frame: ServerFrame): boolean => frame.type === "event" && frame.name === "stream";

test("[MOD-6] what a shadow-banned person does to messages they alone see, now and later", async () => {
  const conv = await groupOf(ann, ["bob", "cleo"]);
  await ann.ask("group.update", { conv, settings: { permissions: { pin: "member" } } });
  const of = await ground(ann, conv);
  expect(await acts(cleo, of).react()).toBe("ok");
  expect(await acts(bob, of).vote([1])).toBe("ok");
  await mute("bob", "shadow");
  await settled(ann, bob, cleo);
  const phone = await world.link("bob");
  const does = acts(bob, of);
  const reaction = { conv, seq: of.seq, key: newKey(), emoji: "👍", on: true };
  const reacted = await bob.ask("message.react", reaction);
  expect(await bob.ask("message.react", reaction)).toEqual(reacted);
  expect([await does.vote([0]), await does.pin()]).toEqual(["ok", "ok"]);
  await settled(ann, bob, cleo, phone);
  expect(await phone.next(entryOf(conv, reacted.seq))).toMatchObject({ kind: "message.reacted", body: { on: true } });
  expect(await cleo.next(entryOf(conv, reacted.seq))).toMatchObject({ kind: "hidden", body: {} });
  expect((await message(cleo, conv, of.seq)).fold).toMatchObject({ reactions: [{ count: 1, users: ["cleo"] }] });
  expect((await message(cleo, conv, of.seq)).fold).not.toHaveProperty("pinned");
  expect((await message(cleo, conv, of.poll)).fold?.poll).toMatchObject({ counts: [0, 1], voters: 1 });
  const mine = (await message(phone, conv, of.seq)).fold;
  expect(mine).toMatchObject({ upto: reacted.seq + 2, reactions: [{ count: 2, mine: true, users: ["cleo", "bob"] }] });
  expect(mine?.pinned?.by).toBe("bob");
  expect((await message(phone, conv, of.poll)).fold?.poll).toMatchObject({ counts: [1, 0], voters: 1, mine: [0] });
  expect([await does.vote([1]), await does.react(false)]).toEqual(["ok", "ok"]);
  expect((await message(phone, conv, of.poll)).fold?.poll).toMatchObject({ counts: [0, 1], voters: 1, mine: [1] });
  expect((await message(phone, conv, of.seq)).fold?.reactions).toEqual([{ emoji: "👍", count: 1, users: ["cleo"] }]);

  const { stream } = await bob.ask("stream.start", { conv, key: newKey() });
  await bob.ask("stream.append", { stream, at: 0, text: "psst" });
  expect((await cleo.ask("stream.list", { conv })).streams).toEqual([]);
  expect((await phone.ask("stream.list", { conv })).streams).toMatchObject([{ stream, text: "psst" }]);
  await bob.ask("stream.finish", { stream });
  await settled(ann, bob, cleo);
  expect(cleo.frames.filter(told)).toEqual([]);
  await lift("bob", "shadow");
  await settled(ann, bob, cleo);

  // one that is hidden while it grows is over for the others
  const open = await bob.ask("stream.start", { conv, key: newKey() });
  await bob.ask("stream.append", { stream: open.stream, at: 0, text: "I " });
  await mute("bob", "shadow");
  await settled(ann, bob, cleo);
  await bob.ask("stream.append", { stream: open.stream, at: 2, text: "sell" });
  const end = await cleo.next((frame) => told(frame) && JSON.stringify(frame).includes('"ended":true'));
  expect(JSON.stringify(end)).not.toContain("sell");
  expect((await cleo.ask("stream.list", { conv })).streams).toEqual([]);
  await bob.ask("stream.cancel", { stream: open.stream });
  await lift("bob", "shadow");
  phone.close();
});
