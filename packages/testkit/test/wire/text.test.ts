import { expect, test } from "bun:test";
import { LIMITS } from "@skein/protocol";
import { direct, heard, outcome, settled, words } from "./fixture/talk.ts";
import { World } from "./fixture/world.ts";

const points = (text: string) => Array.from(text, (point) => point.codePointAt(0));

/** Texts that are easily changed on their way. */
const TEXTS: readonly string[] = [
  "plain",
  "  spaces at both ends  ",
  "line\nfeeds\r\nand\rreturns\ttabs",
  '"quotes" \\ back\\slashes / and \\u0041 that is no escape',
  "\u0001\u0007\u001b[31m\u007f\u0085",
  "line\u2028and paragraph\u2029separators",
  "\ufeffa mark of order, and \u200b\u200c\u200d\u2060 nothing to see",
  "e\u0301 is not \u00e9, \ufb01 is not fi, \u212b is not \u00c5",
  "\u0627\u0644\u0633\u0644\u0627\u0645 \u05e9\u05dc\u05d5\u05dd \u202eright to left\u202c",
  "你好，世界 𠮷 𝒳",
  "👩‍👩‍👧‍👦🏳️‍🌈🇨🇳👍🏽",
  "\ufffd\uffff\u{10ffff}\u{fdd0}",
  "<script>alert(1)</script> &amp; **bold** ${x} %s {{y}}",
  "'; DROP TABLE entries; --",
  "a".repeat(LIMITS.text),
  "😀".repeat(LIMITS.text),
  "é̂".repeat(LIMITS.text / 2).slice(0, LIMITS.text),
];

test("[TEXT-1] text is kept code point by code point: live, read again, in lists, deltas and after a restart", async () => {
  await using world = await World.start();
  const [ann, bob] = await world.links("ann", "bob");
  const conv = direct("ann", "bob");
  const { cursor } = bob.welcome;
  for (const [at, text] of TEXTS.entries()) {
    expect(await ann.ask("message.send", words(conv, text))).toMatchObject({ seq: at + 1 });
    const last = (await bob.ask("conversation.list", {})).conversations[0]?.last?.body as { text: string };
    expect(points(last.text)).toEqual(points(text));
  }
  await settled(bob);
  const said = TEXTS.map(points);
  const pointsOf = (entries: readonly { body: unknown }[] = []) =>
    entries.map(({ body }) => points((body as { text: string }).text));
  expect(pointsOf(heard(bob, conv))).toEqual(said);
  const changes = await bob.ask("sync.changes", { cursor });
  expect(pointsOf(changes.conversations[0]?.entries)).toEqual(said);
  await world.restart();
  const back = await world.link("bob");
  expect(pointsOf((await back.ask("message.list", { conv, limit: 100 })).entries)).toEqual(said);
});

test("[TEXT-1] lengths are code points: so many fit, of whatever sort, and one more does not", async () => {
  await using world = await World.start();
  const ann = await world.link("ann");
  const conv = direct("ann", "ann");
  for (const point of ["a", "é", "你", "😀", "\u0301"]) {
    expect(await outcome(ann.ask("message.send", words(conv, point.repeat(LIMITS.text))))).toBe("ok");
    expect(await outcome(ann.ask("message.send", words(conv, point.repeat(LIMITS.text + 1))))).toBe("invalid");
  }
  // escaped, the largest text of all still fits a frame
  const params = JSON.stringify(words(conv, "TEXT")).replace("TEXT", "\\ud83d\\ude00".repeat(LIMITS.text));
  ann.write(`{"type":"message.send","id":9001,"params":${params}}`);
  expect(await ann.answer(9001)).toMatchObject({ type: "ok", result: { seq: 6 } });
});

test("[TEXT-1] names are kept so too, and one of a million characters is none", async () => {
  await using world = await World.start();
  const ann = await world.link("ann");
  const name = "👩‍👩‍👧‍👦".repeat(9);
  expect((await ann.ask("account.update", { name })).profile.name).toBe(name);
  expect(await ann.request("account.update", { name: "😀".repeat(LIMITS.personName) })).toMatchObject({ type: "ok" });
  for (const wrong of ["", " ", "\n", "a\u0007b", "😀".repeat(LIMITS.personName + 1), "x".repeat(100_000)]) {
    expect(await ann.request("account.update", { name: wrong })).toMatchObject({
      type: "error",
      name: "invalid",
      path: "/name",
    });
  }
  const overHttp = await world.post(
    "account.update",
    { name: "x".repeat(1_000_000) },
    { Authorization: `Bearer ${world.token("ann")}` },
  );
  expect(overHttp.status).toBe(413);
  const eve = await world.link("eve");
  eve.say({ type: "account.update", id: 1_000, params: { name: "x".repeat(1_000_000) } });
  expect([1006, 1009]).toContain((await eve.closed).code);
  expect((await ann.ask("user.get", { ids: ["ann", "eve"] })).users.map((user) => user.name)).toEqual([
    "😀".repeat(LIMITS.personName),
    "eve",
  ]);
});
