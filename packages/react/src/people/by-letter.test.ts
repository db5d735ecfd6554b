import { expect, test } from "bun:test";
import { byLetter } from "./by-letter.ts";
import { isCalled } from "./is-called.ts";

const person = (id: string, name: string, more: object = {}) => ({ id, name, color: 0, ...more });

test("people stand under the letter that their name is said with", () => {
  const people = [
    person("1", "张伟", { pinyin: "zhang wei" }),
    person("2", "Ann"),
    person("3", "Émile"),
    person("4", "安娜", { pinyin: "an na" }),
    person("5", "007"),
    person("6", "Zoë 张", { pinyin: "zhang" }),
    person("7", "老王", { ownName: "Bob", contact: { user: "7", remark: "老王", pinyin: "lao wang" } }),
    person("8", "🪿"),
  ];
  expect(byLetter(people).map(({ letter, people: all }) => [letter, all.map(({ id }) => id)])).toEqual([
    ["A", ["4", "2"]],
    ["E", ["3"]],
    ["L", ["7"]],
    ["Z", ["1", "6"]],
    ["#", ["8", "5"]],
  ]);
});

test("a person is found by what one calls them, their own name, log-in name and pinyin of either", () => {
  const wang = person("7", "老王", {
    ownName: "王小雁",
    login: "xy",
    pinyin: "wang xiao yan",
    contact: { user: "7", remark: "老王", pinyin: "lao wang" },
  });
  for (const words of ["老", "小雁", "xy", "wxy", "lw", "laowang", "LAO W"])
    expect([words, isCalled(wang, words)]).toEqual([words, true]);
  for (const words of ["zhang", "lx"]) expect([words, isCalled(wang, words)]).toEqual([words, false]);
});
