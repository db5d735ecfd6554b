import { expect, test } from "bun:test";
import { WordList } from "./word-list.ts";

const list = new WordList([
  { word: "bad", action: "mask" },
  { word: "badger", action: "flag" },
  { word: "赌博", action: "refuse" },
  { word: "博彩网", action: "refuse" },
  { word: "fake news", action: "flag" },
]);
const found = (text: string) => list.find(text).map(({ word, from, to }) => `${word}@${text.slice(from, to)}`);

test("[MOD-1] words are found whatever their width, case and separators", () => {
  expect(found("so BAD!")).toEqual(["bad@BAD"]);
  expect(found("b.a-d, ｂａｄ")).toEqual(["bad@b.a-d", "bad@ｂａｄ"]);
  expect(found("来赌 博吧")).toEqual(["赌博@赌 博"]);
  expect(found("赌博彩网")).toEqual(["赌博@赌博", "博彩网@博彩网"]);
  expect(found("Fake\u200bNews 😀")).toEqual(["fake news@Fake\u200bNews"]);
});

test("[MOD-1] words of spaced scripts are found whole only", () => {
  expect(found("badminton, forbad, abadb")).toEqual([]);
  expect(found("badger")).toEqual(["badger@badger"]);
  expect(found("")).toEqual([]);
  expect(new WordList([{ word: "!!", action: "mask" }]).find("!!")).toEqual([]);
});

test("[MOD-1] against a plain search over random texts and words", () => {
  let seed = 7;
  const next = (n: number) => (seed = (seed * 48_271) % 2_147_483_647) % n;
  const letters = ["博", "彩", "网", "赌"];
  const make = (length: number) => Array.from({ length }, () => letters[next(4)]).join("");
  for (let round = 0; round < 200; round++) {
    const words = [...new Set(Array.from({ length: 6 }, () => make(1 + next(4))))];
    const text = make(24);
    const plain = words.flatMap((word) =>
      Array.from(text, (_, at) => at).flatMap((at) => (text.startsWith(word, at) ? [`${at}:${word}`] : [])),
    );
    const all = new WordList(words.map((word) => ({ word, action: "flag" as const })));
    expect(
      all
        .find(text)
        .map(({ from, word }) => `${from}:${word}`)
        .toSorted(),
    ).toEqual(plain.toSorted());
  }
});
