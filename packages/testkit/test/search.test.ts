import { type Client, loadRest, type SearchQuery } from "@skein/client";
import { directId } from "@skein/protocol";
import { expect, test } from "bun:test";
import { SeededRandom, startCore } from "../src/index.ts";
import { cutOff } from "./device.ts";
import { healed, twoAndOne } from "./two-and-one.ts";

await loadRest();

/** Random words of several scripts, in forms that are the same to a search. */
function writer(random: SeededRandom) {
  const words = [
    "你好",
    "您好世界",
    "後來",
    "后来",
    "東京タワー",
    "ﾀﾜｰ",
    "서울시청",
    "Hello",
    "ＨＥＬＬＯ",
    "help",
    "café",
    "cafe\u0301",
    "A380",
    "👍🏽",
    "。",
    "，",
    "-",
    "don't",
  ];
  const letters = Array.from("你好世界後后來来ハタ서울abhe ");
  const some = (most: number, of: readonly string[]): string =>
    Array.from({ length: 1 + random.integer(0, most - 1) }, () => of[random.integer(0, of.length - 1)] ?? "").join(
      random.integer(0, 1) === 0 ? "" : " ",
    );
  return {
    text: () => `${some(6, words)}.`,
    query: () => (random.integer(0, 2) === 0 ? some(2, words) : some(3, letters)),
  };
}

test("[SEARCH-1][SEARCH-2][SEARCH-3][SEARCH-5] a device without a link finds what the server finds, in the same order, with the same places", async () => {
  await using world = await startCore({ seed: 11 });
  const { clock } = world;
  const { ann, bob, phone, desk, his } = await twoAndOne(world);
  const random = new SeededRandom(5);
  const write = writer(random);
  const group = await clock.settle(phone.createGroup({ name: "Geese", users: [bob.id] }));
  const convs = [group.id, directId(ann.id, bob.id), directId(ann.id, ann.id)];
  for (let at = 0; at < 160; at++) {
    const conv = convs[random.integer(0, convs.length - 1)] ?? "";
    const by = conv === convs[2] || random.integer(0, 1) === 0 ? desk : his;
    by.conversation(conv).send({ text: write.text() });
    // each at a time of its own
    await clock.advance(50);
  }
  await clock.advance(5_000);
  const done = await Promise.all(convs.map((conv) => clock.settle(desk.call("message.list", { conv, limit: 100 }))));
  for (const { entries } of done) {
    for (const { conv, seq, from, kind } of entries) {
      if (kind !== "text") continue;
      const by = from === ann.id ? desk : his;
      const chance = random.integer(0, 7);
      const key = `key-of-${conv.length}-${seq}-${chance}-${random.integer(0, 999999)}`;
      if (chance === 0) await clock.settle(by.call("message.edit", { conv, seq, key, body: { text: write.text() } }));
      else if (chance === 1) await clock.settle(by.call("message.recall", { conv, seq, key }));
      else if (chance === 2) desk.conversation(conv).removeForMe([seq]);
    }
  }
  await clock.advance(10_000);
  const questions = Array.from({ length: 120 }, (): SearchQuery => {
    const [text, narrowed] = [write.query(), random.integer(0, 5)];
    if (narrowed === 0) return { text, conv: convs[random.integer(0, 2)] ?? "" };
    if (narrowed === 1) return { text, from: bob.id, limit: 5 };
    return { text, limit: 1 + random.integer(0, 29) };
  });
  /** All pages of an answer. */
  const answers = async (client: Client, question: SearchQuery, from: "device" | "server"): Promise<unknown[]> => {
    const found: unknown[] = [];
    let after: string | undefined;
    do {
      const page = await clock.settle(client.search({ ...question, ...(after !== undefined && { after }) }));
      found.push(...page.hits.map(({ entry: { conv, seq }, excerpt }) => ({ conv, seq, excerpt })));
      if (page.hits.length > 0) expect({ from: page.from }).toEqual({ from });
      after = page.next;
    } while (after !== undefined);
    return found;
  };
  const online: unknown[][] = [];
  for (const question of questions) online.push(await answers(phone, question, "server"));
  expect(online.filter((found) => found.length > 0).length).toBeGreaterThan(60);
  cutOff(world, "phone");
  await clock.advance(1_000);
  for (const [at, question] of questions.entries())
    expect({ question, found: await answers(phone, question, "device") }).toEqual({
      question,
      found: online[at] ?? [],
    });
  await healed(world, "phone");
  expect((await clock.settle(phone.search({ text: "你好" }))).from).toBe("server");
}, 60_000);

test("what no search can be made of finds nothing, and half a character does no harm", async () => {
  await using world = await startCore({ seed: 3 });
  const { clock } = world;
  const { ann, phone } = await twoAndOne(world);
  phone.conversation(directId(ann.id, ann.id)).send({ text: "half 一半" });
  await clock.advance(2_000);
  const count = async (text: string): Promise<number> => (await clock.settle(phone.search({ text }))).hits.length;
  for (const text of ["", "  ", "?!", "\ud83d", "\u0000"])
    expect({ text, hits: await count(text) }).toEqual({ text, hits: 0 });
  for (const text of ["ha\u0000", "一\ud83d", `half ${"x".repeat(0)}`])
    expect({ text, hits: await count(text) }).toEqual({ text, hits: 1 });
  expect(await count("half ".repeat(50))).toBe(1);
  expect(await count("x".repeat(100_000))).toBe(0);
  let refused = "";
  await clock.settle(
    phone.search({ text: "half", conv: "g:not-there" }).catch((error: { name: string }) => (refused = error.name)),
  );
  expect(refused).toBe("not_found");
});
