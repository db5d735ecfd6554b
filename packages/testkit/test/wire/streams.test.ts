import { afterAll, beforeAll, expect, test } from "bun:test";
import { type Entry, LIMITS } from "@skein/protocol";
import { HandClock } from "./fixture/hand-clock.ts";
import { direct, eventOf, groupOf, heard, newKey, outcome, settled, upTo, wholeLog, words } from "./fixture/talk.ts";
import { type Linked, World } from "./fixture/world.ts";

let world: World;
let bot: Linked;
let bob: Linked;
let cleo: Linked;
let conv: string;

beforeAll(async () => {
  world = await World.start();
  [bot, bob, cleo] = await world.links("bot", "bob", "cleo");
  conv = await groupOf(bot, ["bob"]);
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const start = (by: Linked, key = newKey(), at = conv) => by.ask("stream.start", { conv: at, key });
const append = (by: Linked, stream: string, at: number, text: string) => by.ask("stream.append", { stream, at, text });
const events = (by: Linked, stream: string) =>
  by.frames.filter(eventOf("stream")).filter(({ data }) => data.stream === stream);
const listed = async (by: Linked, at = conv) => (await by.ask("stream.list", { conv: at })).streams;

test("[STREAM-1][STREAM-3][STREAM-5] a message grows, is seen by whoever comes late, and becomes one entry", async () => {
  const key = newKey();
  const { stream, at } = await start(bot, key);
  expect(at).toBe(0);
  expect(await start(bot, key)).toEqual({ stream, at: 0 });
  expect(await append(bot, stream, 0, "Once 👍 ")).toEqual({ at: 8 });
  expect(await listed(bob)).toMatchObject([{ stream, user: "bot", text: "Once 👍 " }]);
  await append(bot, stream, 8, "upon a time");
  const done = await bot.ask("stream.finish", { stream });
  expect(await bot.ask("stream.finish", { stream })).toEqual(done);
  await settled(bob);
  const entry = heard(bob, conv).find(({ seq }) => seq === done.seq) as Entry;
  expect(entry).toMatchObject({ from: "bot", key, kind: "text", body: { text: "Once 👍 upon a time", stream } });
  expect((await wholeLog(bob, conv)).filter((one) => JSON.stringify(one.body).includes(stream))).toHaveLength(1);
  expect(await listed(bob)).toEqual([]);
  expect(await outcome(append(bot, stream, 19, "more"))).toBe("ended");
  const saved = direct("bob", "bob");
  await bob.ask("message.forward", { conv, seqs: [done.seq], to: [saved], merged: false, key: newKey() });
  expect((await wholeLog(bob, saved)).at(-1)?.body).toMatchObject({
    text: "Once 👍 upon a time",
    forward: { from: "bot" },
  });
  expect(await outcome(bot.ask("stream.get", { stream }))).toBe("ended");
  let length = 0;
  for (const { data } of events(bob, stream)) {
    expect(data.at).toBe(length);
    length += data.text.length;
  }
  expect(events(cleo, stream)).toEqual([]);
});

test("[STREAM-2] of another's stream nobody learns, and nobody adds to it", async () => {
  const { stream } = await start(bot);
  const tries = [
    () => append(bob, stream, 0, "no"),
    () => bob.ask("stream.get", { stream }),
    () => bob.ask("stream.finish", { stream }),
    () => bob.ask("stream.cancel", { stream }),
    () => bob.ask("message.send", { ...words(conv, ""), body: { text: "no", stream } }),
    () => start(cleo),
    () => cleo.ask("stream.list", { conv }),
    () => append(bot, "0000000000", 0, "no"),
  ];
  for (const asked of tries) expect(await outcome(asked())).toBe("not_found");
  await bot.ask("stream.cancel", { stream });
});

test("[STREAM-1] text goes where it ends, and nowhere else", async () => {
  const { stream } = await start(bot);
  await append(bot, stream, 0, "abc");
  for (const at of [0, 2, 4]) expect(await outcome(append(bot, stream, at, "x"))).toBe("conflict");
  expect(await bot.ask("stream.get", { stream })).toEqual({ at: 3 });
  const tried = await Promise.all([outcome(append(bot, stream, 3, "d")), outcome(append(bot, stream, 3, "d"))]);
  expect(tried.toSorted()).toEqual(["conflict", "ok"]);
  expect((await listed(bob)).at(-1)?.text).toBe("abcd");
  await bot.ask("stream.cancel", { stream });
});

test("[STREAM-4] of what was given up nothing stays", async () => {
  const { stream } = await start(bot);
  await append(bot, stream, 0, "never mind");
  await bot.ask("stream.cancel", { stream });
  await bot.ask("stream.cancel", { stream });
  await bob.next(({ type, ...rest }) => type === "event" && JSON.stringify(rest).includes('"ended":true'));
  expect(await outcome(bot.ask("stream.finish", { stream }))).toBe("ended");
  expect(await listed(bob)).toEqual([]);
  expect(JSON.stringify(await wholeLog(bob, conv))).not.toContain("never mind");
});

test("[STREAM-7] bounds, and the rules of speaking", async () => {
  const open = await Promise.all(upTo(LIMITS.streams).map(() => start(bot)));
  expect(await outcome(start(bot))).toBe("too_many");
  const stream = open[0]?.stream ?? "";
  await append(bot, stream, 0, "x".repeat(LIMITS.text - 1));
  expect(await outcome(append(bot, stream, LIMITS.text - 1, "xy"))).toBe("too_large");
  await append(bot, stream, LIMITS.text - 1, "👍");
  expect(await outcome(bot.ask("message.send", { ...words(conv, ""), body: { text: "x", stream } }))).toBe("conflict");
  expect((await bot.ask("stream.finish", { stream })).seq).toBeGreaterThan(0);
  for (const one of open.slice(1)) await bot.ask("stream.cancel", { stream: one.stream });
  const forged = { text: "x", interrupted: true as const };
  expect(await outcome(bot.ask("message.send", { ...words(conv, ""), body: forged }))).toBe("invalid");
  const reply = { conv, key: newKey(), reply: { seq: 99_999 } };
  expect(await outcome(bot.ask("stream.start", reply))).toBe("not_found");
  const empty = await start(bot);
  expect(await outcome(bot.ask("stream.finish", { stream: empty.stream }))).toBe("invalid");
  await bot.ask("stream.cancel", { stream: empty.stream });
});

test("[STREAM-6] what nobody finishes is ended by the server", async () => {
  const clock = new HandClock(Date.now());
  await using late = await World.alone({}, { clock });
  const [eve] = await late.links("eve", "fay");
  const talk = direct("eve", "fay");
  await eve.ask("message.send", words(talk, "hi"));
  const kept = await start(eve, newKey(), talk);
  await append(eve, kept.stream, 0, "It is as I ");
  const blank = await start(eve, newKey(), talk);
  clock.advance(LIMITS.streamIdle + 20_000);
  // those links were silent for too long
  const [again, reader] = await late.links("eve", "fay");
  const ended = async () =>
    (await wholeLog(reader, talk)).find((entry) => JSON.stringify(entry.body).includes(kept.stream));
  let entry = await ended();
  while (!entry) {
    clock.advance(1_000);
    entry = await ended();
  }
  expect(entry.body).toEqual({ text: "It is as I ", stream: kept.stream, interrupted: true });
  while ((await listed(reader, talk)).length > 0) await settled(reader);
  expect(await outcome(append(again, kept.stream, 11, "was"))).toBe("ended");
  expect(await outcome(append(again, blank.stream, 0, "was"))).toBe("ended");
});

test("[STREAM-1] a stream goes on after a restart", async () => {
  await using frail = await World.alone();
  const [eve] = await frail.links("eve", "fay");
  const talk = direct("eve", "fay");
  await eve.ask("message.send", words(talk, "hi"));
  const { stream } = await start(eve, newKey(), talk);
  await append(eve, stream, 0, "first ");
  await frail.restart();
  const [back, fay] = await frail.links("eve", "fay");
  expect(await back.ask("stream.get", { stream })).toEqual({ at: 6 });
  await append(back, stream, 6, "then");
  expect((await listed(fay, talk)).map(({ text }) => text)).toEqual(["first then"]);
  await back.ask("stream.finish", { stream });
  expect((await wholeLog(fay, talk)).at(-1)?.body).toMatchObject({ text: "first then" });
});
