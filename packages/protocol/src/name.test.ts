import { expect, test } from "bun:test";
import { NAME_PATTERN, nameSkeleton, quickSkeleton } from "./name.ts";
import { matchesPinyin } from "./pinyin.ts";

const good = (name: string): boolean => new RegExp(NAME_PATTERN, "u").test(name);

test("[NAME-1] names of all scripts and emoji are good", () => {
  const names = [
    "Ann",
    "张伟",
    "José",
    "O’Neil-Smith",
    "محمد",
    "می‌خواهم",
    "Анна",
    "👩‍👩‍👧",
    "❤️ Lin",
    "🇨🇳",
    "👍🏽",
    "1️⃣",
    "李 (HR)",
  ];
  expect(names.filter((name) => !good(name))).toEqual([]);
});

test("[NAME-1] what cannot be seen, turns the text around or looks blank is no name", () => {
  const hidden = [0x200b, 0x200d, 0x200c, 0x2060, 0xfeff, 0xad, 0x202e, 0x202a, 0x2066, 0x200f, 0x61c, 0x180e, 0xe0041];
  const names = hidden.map((code) => `An${String.fromCodePoint(code)}n`);
  names.push(
    " ",
    "\u3000",
    "\u3164",
    "\u2800\u2800",
    "\u115f\u1160",
    "\u0301",
    "a\nb",
    "\u2028x",
    "A\u200d",
    "\ufe0fA",
  );
  expect(names.filter(good)).toEqual([]);
});

test("[NAME-2] marks may not pile up", () => {
  expect(good(`a${"\u0301".repeat(4)}`)).toBeTrue();
  expect(good(`a${"\u0301".repeat(5)}`)).toBeFalse();
});

test("[NAME-3] a skeleton is how a name looks", () => {
  for (const [one, other] of [
    ["Ann", "Аnn"],
    ["ann", "Ａｎｎ"],
    ["Cleo", "С l е о"],
    ["José", "Jose"],
  ] as const)
    expect(nameSkeleton(one)).toBe(nameSkeleton(other));
  expect(nameSkeleton("Ann")).not.toBe(nameSkeleton("Anna"));
  expect(nameSkeleton("Ian")).not.toBe(nameSkeleton("Lan"));
  expect(nameSkeleton("张伟")).not.toBe(nameSkeleton("张玮"));
});

test("a quick eye takes more for the same", () => {
  expect(quickSkeleton("Bill")).toBe(quickSkeleton("BiII"));
  expect(quickSkeleton("Bob")).toBe(quickSkeleton("B0b"));
  expect(quickSkeleton("Ann")).not.toBe(quickSkeleton("Bob"));
});

test("a Chinese name is found by what people type for it", () => {
  for (const letters of ["zhangweimin", "zwm", "zhang", "zhwm", "weimin", "min", "z", "wm", "zhangwm", "Zhang Wei"])
    expect([letters, matchesPinyin("zhang wei min", letters)]).toEqual([letters, true]);
  for (const letters of ["zm", "hang", "zhangweiminx", "张", "", "zz"])
    expect([letters, matchesPinyin("zhang wei min", letters)]).toEqual([letters, false]);
  expect(matchesPinyin(undefined, "z")).toBeFalse();
  expect(matchesPinyin("a ".repeat(64).trim(), "a".repeat(60))).toBeTrue();
});
