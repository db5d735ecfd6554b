import { describe, expect, test } from "bun:test";
import { LIMITS } from "../limits.ts";
import { excerptOf } from "./excerpt.ts";
import { fold, foldMapped } from "./fold.ts";
import { holds, marksIn, matches } from "./match.ts";
import { searchableText } from "./searchable.ts";
import { termsOf, tokensOf } from "./tokens.ts";

const finds = (text: string, query: string): boolean => matches(text, termsOf(query));

test("width, case, accents and traditional characters do not count", () => {
  expect(fold("Ｈｅｌｌｏ　WORLD")).toBe(" hello world");
  expect(fold("Café Straße ΣΊΣΥΦΟΣ")).toBe(" cafe straße σισυφοσ");
  expect(fold("學習軟體")).toBe(fold("学习软体"));
  expect(fold("ﾊﾞﾅﾅ ﾃﾞｰﾀ")).toBe(" バナナ データ");
  // a Korean file name as some systems write it
  expect(fold("한국".normalize("NFD"))).toBe(" 한국");
  expect(fold("e\u0301t\u00e9 co\u00adop")).toBe(" ete coop");
  expect(fold("①㍿Å")).toBe(" 1 株式会社 a");
});

test("what parts words, and pictures", () => {
  expect(fold("don't-stop_me(now)")).toBe(" don t stop me now");
  expect(fold("iPhone手机A380航班")).toBe(" iphone 手机 a380 航班");
  expect(fold("好👍🏽👍!❤️")).toBe(" 好 👍 👍 ❤");
  for (const text of ["", " \n", "!?.,“”", "\ud800", "\udc00\ud800", "\u200b"]) expect(fold(text)).toBe("");
});

test("tokens: words whole, two characters that follow each other, the last by itself", () => {
  expect(tokensOf("Hello 你好吗!")).toEqual(["hello", "你好", "好吗", "吗"]);
  expect(tokensOf("東京タワー2024")).toEqual(["东京", "京タ", "タワ", "ワー", "ー", "2024"]);
  expect(tokensOf("서울 시청")).toEqual(["서울", "울", "시청", "청"]);
  expect(tokensOf("𠮷野家")).toEqual(["𠮷野", "野家", "家"]);
  expect(tokensOf("x".repeat(300))[0]).toHaveLength(48);
});

describe("found, and not found", () => {
  const cases: readonly [text: string, yes: readonly string[], no: readonly string[]][] = [
    [
      "明天下午三点开会",
      ["明", "会", "下午", "午三", "三点开会", "開會", "明天下午三点开会"],
      ["明下", "开明", "点会"],
    ],
    ["我們在臺北見面", ["我们", "台北", "臺北", "见面"], ["北台"]],
    [
      "Quarterly report 已发给 Li Wei",
      ["quart", "REPORT", "rep 已发", "发给 wei", "ｑｕａｒ"],
      ["eport", "发给已", "quarterlyreport"],
    ],
    ["東京タワーへ行きました", ["東京", "タワー", "ﾀﾜｰ", "行き", "へ"], ["京東"]],
    ["서울시청에서 만나요", ["서울", "시청", "만나", "청에"], ["서울만나"]],
    ["สวัสดีครับ", ["สวัสดี", "ครับ"], ["ดีสวัส"]],
    ["call me at +86 138-0013-8000", ["138", "8000 86", "0013"], ["3800"]],
    ["great 👍🏽 work ❤️", ["👍", "❤", "👍 great"], ["🎉"]],
    ["naïve Zürich", ["naive", "zurich", "ZÜR"], ["urich"]],
    ["哈哈哈哈", ["哈", "哈哈", "哈哈哈哈"], ["哈哈哈哈哈"]],
  ];
  for (const [text, yes, no] of cases) {
    test(text, () => {
      expect(yes.filter((query) => !finds(text, query))).toEqual([]);
      expect(no.filter((query) => finds(text, query))).toEqual([]);
    });
  }
  test("signs mean nothing, and nothing finds nothing", () => {
    expect(finds('say "hello" OR 你好', '"hello* NEAR(')).toBeFalse();
    expect(finds('say "hello" near', '"hello* NEAR(')).toBeTrue();
    for (const query of ["", "   ", "'; DROP TABLE", "***", '"', "\ud83d"]) {
      expect(termsOf(query).length > 0 && finds("abc", query)).toBeFalse();
    }
  });
});

test("places are told in units of the text as it was written", () => {
  const of = (text: string, query: string) => marksIn(text, termsOf(query))?.map(([from, to]) => text.slice(from, to));
  expect(of("Ｈｅｌｌｏ 世界, hello", "hel 界")).toEqual(["Ｈｅｌ", "界", "hel"]);
  expect(of("caf\u0065\u0301s", "cafe")).toEqual(["caf\u0065\u0301"]);
  expect(of("ﾊﾞﾅﾅ", "バ")).toEqual(["ﾊﾞ"]);
  expect(of("株式会社 ㍿", "会社")).toEqual(["会社", "㍿"]);
  expect(of("你好你好", "你好")).toEqual(["你好你好"]);
  expect(of("𠮷野家 👍🏽", "野 👍")).toEqual(["野", "👍"]);
  expect(of("abc", "b")).toBeUndefined();
});

test("an excerpt shows the first place, whole characters, and its marks lie on it", () => {
  const far = `${"前言 ".repeat(100)}正文在这里 ${"后记 ".repeat(100)}`;
  const excerpt = excerptOf("text", far, termsOf("正文"));
  expect(excerpt?.text.length).toBeLessThan(170);
  expect(excerpt?.marks.map(([from, to]) => excerpt.text.slice(from, to))).toEqual(["正文"]);
  expect(excerptOf("text", "short 文", termsOf("文"))).toEqual({ text: "short 文", marks: [[6, 7]] });
  expect(excerptOf("text", "short", termsOf("long"))).toBeUndefined();
  const marked = "> so **be** it: [here](https://a.example/tides)";
  expect(excerptOf("text", marked, termsOf("so be"))?.text).toBe("so be it: here");
  // what only the address of a link holds
  expect(excerptOf("text", marked, termsOf("tides"))?.text).toBe(marked);
  expect(excerptOf("file", "IMG_2041_final_2.jpg\nthe **one**", termsOf("one"))?.text).toBe(
    "IMG_2041_final_2.jpg the one",
  );
  expect(excerptOf("poll", "is a*b*c right?", termsOf("right"))?.text).toBe("is a*b*c right?");
});

test("the index and the text itself agree, whatever the texts", () => {
  let seed = 20261130;
  const random = (below: number): number => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  const letters = Array.from("ab AB1ａé你好世界您後后ｶﾞがハ서울한𠮷👍❤\ufe0f\u0301ﾞ-,。\u200b\ud800");
  const word = (most: number): string =>
    Array.from({ length: random(most) }, () => letters[random(letters.length)]).join("");
  for (let round = 0; round < 3_000; round++) {
    const text = word(24);
    const query = word(5);
    const terms = termsOf(query);
    const tokens = tokensOf(text);
    const row = ` ${tokens.join(" ")} `;
    const indexed =
      terms.length > 0 &&
      terms.every(({ tokens: wanted, prefix }) => row.includes(` ${wanted.join(" ")}${prefix ? "" : " "}`));
    // tokens of two pieces that stand side by side are in a row too: what an index finds is looked at once more
    if (holds(fold(text), terms)) expect(indexed).toBeTrue();
    const marks = marksIn(text, terms);
    expect(marks !== undefined).toBe(holds(fold(text), terms));
    const mapped = foldMapped(text);
    expect(mapped.text).toBe(fold(text));
    expect(mapped.from).toHaveLength(mapped.text.length);
  }
});

test("messages are found by the words of their kind", () => {
  expect(searchableText("poll", { question: "Lunch?", options: ["noodles", "rice"] })).toBe("Lunch?\nnoodles\nrice");
  const inner = { kind: "text", body: { text: "inner" }, name: "Ann" };
  const merged = {
    title: { group: "Team", people: [] },
    items: [inner, { kind: "merged", body: { title: {}, items: [inner] } }],
  };
  expect(searchableText("merged", merged)).toBe("Team\ninner\ninner");
  // as much as may be put together, to its last word
  const long = {
    items: [
      { kind: "text", body: { text: "word ".repeat(12_900) } },
      { kind: "text", body: { text: "last" } },
    ],
  };
  expect(JSON.stringify(long).length).toBeWithin(64_000, LIMITS.merged);
  expect(searchableText("merged", long)).toEndWith("\nlast");
  const album = { items: [{ file: { name: "a.png" } }, { file: { name: "b.mp4" } }], caption: "Two" };
  expect(searchableText("album", album)).toBe("a.png\nb.mp4\nTwo");
  for (const body of [null, 7, "x", [], {}, { text: 7 }]) expect(searchableText("text", body)).toBe("");
  expect(searchableText("toString", { text: "x" })).toBe("");
});
