import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Params } from "@skein/protocol";
import { LIMITS } from "@skein/protocol";
import { png } from "./fixture/picture.ts";
import { noise, Sender } from "./fixture/upload.ts";
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

type Asked = Partial<Params<"search.messages">>;

const say = async (by: Linked, conv: string, text = "words") => (await by.ask("message.send", words(conv, text))).seq;
/** The whole answer, once nothing is behind: another node may have what was just said. */
async function answer(by: Linked, text: string, more: Asked = {}) {
  for (;;) {
    const found = await by.ask("search.messages", { text, ...more });
    if (!found.behind) return found;
  }
}
const find = async (by: Linked, text: string, more: Asked = {}): Promise<number[]> =>
  (await answer(by, text, more)).hits.map(({ entry }) => entry.seq);
const done = (seq: number) => ({ seq, key: newKey() });

test("[SEARCH-1][SEARCH-4] what one may read is found, wherever it was said, and nothing else", async () => {
  const conv = await groupOf(ann, ["bob"]);
  const [one, two] = [await say(ann, conv, "棕色的狐狸 brown"), await say(bob, conv, "another brown fox")];
  const own = await say(ann, direct("ann", "bob"), "brown between us");
  expect(await find(ann, "brown")).toEqual([own, two, one]);
  expect(await find(bob, "狐狸")).toEqual([one]);
  expect(await find(cleo, "brown")).toEqual([]);
  expect(await find(ann, "brown", { conv })).toEqual([two, one]);
  expect(await find(ann, "brown", { from: "bob" })).toEqual([two]);
  expect(await find(ann, "brown", { kinds: ["poll", "location"] })).toEqual([]);
  expect(await find(ann, "brown", { kinds: ["text"] })).toHaveLength(3);
  const { entries } = await ann.ask("message.get", { conv, seqs: [two] });
  const at = entries[0]?.at ?? 0;
  expect(await find(ann, "brown", { until: at })).not.toContain(two);
  expect(await find(ann, "another", { since: at })).toEqual([two]);
  expect(await find(ann, "another", { since: at + 1 })).toEqual([]);
  expect(await outcome(cleo.ask("search.messages", { text: "brown", conv }))).toBe("not_found");
  expect(await outcome(ann.ask("search.messages", { text: "brown", conv: "g:there-is-none" }))).toBe("not_found");
  // who comes later reads from there on, who goes reads no more
  await ann.ask("group.update", { conv, settings: { history: 0 } });
  await ann.ask("group.add", { conv, users: ["cleo"] });
  const three = await say(bob, conv, "brown again");
  expect(await find(cleo, "brown")).toEqual([three]);
  await ann.ask("message.remove", { conv, seqs: [three] });
  expect(await find(ann, "brown", { conv })).toEqual([two, one]);
  await bob.ask("conversation.keep", { changes: [{ conv, since: three }] });
  expect(await find(bob, "brown", { conv })).toEqual([three]);
  await ann.ask("group.remove", { conv, user: "cleo" });
  expect(await find(cleo, "brown")).toEqual([]);
});

test("[SEARCH-2][SEARCH-6] one, two and more characters, beginnings of words, with the place where they stand", async () => {
  const conv = await groupOf(ann, ["bob"]);
  const said = [
    "我們明天下午在臺北見面",
    "東京タワーへ行きました",
    "서울시청에서 만나요",
    "Café ＦＵＬＬ　width 2024",
    "great 👍🏽 work",
  ];
  const seqs: number[] = [];
  for (const text of said) seqs.push(await say(bob, conv, text));
  const found: Readonly<Record<string, readonly [at: number, marked: string]>> = {
    我: [0, "我"],
    台北: [0, "臺北"],
    "下午 见面": [0, "下午,見面"],
    ﾀﾜｰへ: [1, "タワーへ"],
    시청: [2, "시청"],
    "cafe full": [3, "Café,ＦＵＬＬ"],
    "202": [3, "202"],
    "👍": [4, "👍"],
  };
  for (const [query, [at, marked]] of Object.entries(found)) {
    const { hits, users } = await answer(ann, query, { conv });
    expect({ query, seqs: hits.map(({ entry }) => entry.seq) }).toEqual({ query, seqs: [seqs[at] ?? 0] });
    const { text = "", marks = [] } = hits[0]?.excerpt ?? {};
    expect(marks.map(([from, to]) => text.slice(from, to)).join()).toStartWith(marked);
    expect(users.map(({ id }) => id)).toEqual(["bob"]);
  }
  for (const query of ["idth", "北臺", "!?", '"', "  ", "* OR *"]) expect(await find(ann, query, { conv })).toEqual([]);
  const long = `${"前言 ".repeat(500)}关键 ${"后记 ".repeat(500)}`;
  const seq = await say(ann, conv, long);
  const { hits } = await answer(ann, "关键", { conv });
  expect(hits[0]?.entry.seq).toBe(seq);
  expect(hits[0]?.excerpt.text.length).toBeLessThan(170);
  expect(hits[0]?.excerpt.text.slice(...(hits[0].excerpt.marks[0] as [number, number]))).toBe("关键");
});

test("[SEARCH-3][SEARCH-7] edited, it is found by what it says now; taken back, by nothing", async () => {
  const conv = await groupOf(ann, ["bob"]);
  const seq = await say(ann, conv, "the old wording 旧的");
  expect(await find(bob, "旧的", { conv })).toEqual([seq]);
  await ann.ask("message.edit", { conv, ...done(seq), body: { text: "the new wording 新的" } });
  expect(await find(bob, "旧的", { conv })).toEqual([]);
  expect(await find(bob, "wording", { conv })).toEqual([seq]);
  const { hits } = await answer(bob, "新的", { conv });
  expect(hits[0]?.excerpt.text).toBe("the new wording 新的");
  await ann.ask("message.recall", { conv, ...done(seq) });
  for (const query of ["新的", "旧的", "wording"]) expect(await find(bob, query, { conv })).toEqual([]);
});

test("[SEARCH-1][SEARCH-2] other kinds by their words, replies in threads too", async () => {
  const conv = await groupOf(ann, ["bob"]);
  const root = await say(ann, conv, "root of it");
  const send = (kind: "poll" | "location" | "text", body: object) =>
    ann.ask("message.send", { conv, key: newKey(), kind, body } as Params<"message.send">);
  const { seq: poll } = await send("poll", { question: "Where to 吃饭?", options: ["noodles", "米饭"] });
  const { seq: place } = await send("location", { lat: 1, lon: 1, name: "Harbour 码头", address: "Quay 7" });
  const { seq: reply } = await send("text", { text: "rooted deeper", thread: { root } });
  expect(await find(bob, "米饭", { conv })).toEqual([poll]);
  expect(await find(bob, "quay 码头", { conv })).toEqual([place]);
  expect(await find(bob, "root", { conv })).toEqual([reply, root]);
  expect(await find(bob, "root", { conv, kinds: ["poll"] })).toEqual([]);
});

test("[SEARCH-5] a page at a time, nothing twice, also where most of what holds the words is another's", async () => {
  const conv = await groupOf(ann, ["bob"]);
  const seqs: number[] = [];
  for (let at = 0; at < 11; at++) seqs.push(await say(ann, conv, `page ${at} 分页`));
  const paged: number[] = [];
  let after: string | undefined;
  for (let turn = 0; turn < 9; turn++) {
    const { hits, next } = await answer(bob, "分页", { conv, limit: 3, ...(after !== undefined && { after }) });
    paged.push(...hits.map(({ entry }) => entry.seq));
    after = next;
    if (next === undefined) break;
  }
  expect(paged).toEqual(seqs.toReversed());
  expect(await find(bob, "分页", { conv })).toHaveLength(11);
  for (const bad of ["x", "-1", "1e9", "9".repeat(30), ""])
    expect(await outcome(ann.ask("search.messages", { text: "page", after: bad }))).toBe("invalid");
});

test("[SEARCH-2] what is asked has bounds, and whatever is in it means no more than its letters", async () => {
  const ask = (text: string, more: Asked = {}) => outcome(ann.ask("search.messages", { text, ...more }));
  expect(await ask("")).toBe("invalid");
  expect(await ask("x".repeat(LIMITS.search))).toBe("ok");
  expect(await ask("中".repeat(LIMITS.search))).toBe("ok");
  expect(await ask("😀".repeat(LIMITS.search))).toBe("ok");
  for (const length of [LIMITS.search + 1, 100_000]) expect(await ask("x".repeat(length))).toBe("invalid");
  for (const text of ["NEAR(a b)", "a AND", "^a", "t:a", "a*", "\\", "'", "%", "_", "$1", "<->", "a & !b", "\u202ea"])
    expect({ text, became: await ask(text) }).toEqual({ text, became: "ok" });
  const bare = { Authorization: `Bearer ${world.token("ann")}` };
  for (const text of ["\ud800a\udc00", "a\u0000b"]) {
    const answer = await world.post("search.messages", { text }, bare);
    expect([answer.status, ((await answer.json()) as { name: string }).name]).toEqual([400, "malformed"]);
  }
  expect(await ask("a", { kinds: ["no'kind"] })).toBe("invalid");
  expect(await ask("a", { kinds: ["nokind"], from: "nobody" })).toBe("ok");
  expect(await ask("a", { limit: LIMITS.searchPage + 1 })).toBe("invalid");
  expect(await ask("a", { since: 5, until: 1 })).toBe("ok");
});

test("[SEARCH-1] a file that was sent is found by its name, as the server has it, until it is taken back", async () => {
  const sender = await Sender.of(world, "ann");
  const conv = await groupOf(ann, ["bob"]);
  const send = async (kind: "file" | "album", body: object) =>
    (await ann.ask("message.send", { conv, key: newKey(), kind, body } as Params<"message.send">)).seq;
  const plan = await sender.file(noise(500, "plan"), { name: "../Wharf_plan-2027 码头平面图.pdf" });
  const seq = await send("file", { file: { id: plan.id, name: "something else" } });
  for (const text of ["wharf plan", "2027", "平面", "PDF"]) expect(await find(bob, text, { conv })).toEqual([seq]);
  expect(await find(bob, "something else", { conv })).toEqual([]);
  expect(await find(cleo, "wharf")).toEqual([]);
  const pictures = await Promise.all(
    ["pier.png", "gangway.png"].map((name, at) => sender.file(png(20, 20 + at), { name })),
  );
  const album = await send("album", { items: pictures.map((file) => ({ file })), caption: "before the storm" });
  expect(await find(bob, "gangway storm")).toEqual([album]);
  expect(await find(bob, "png", { conv, kinds: ["album"] })).toEqual([album]);
  await ann.ask("message.recall", { conv, ...done(album) });
  expect(await find(bob, "gangway")).toEqual([]);
});
