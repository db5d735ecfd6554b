import { expect, test } from "bun:test";
import { mentionWord } from "./mention-word.ts";

/** `|` is the caret. */
const query = (text: string, taken: readonly string[] = []): string | undefined =>
  mentionWord(text.replace("|", ""), text.indexOf("|"), taken)?.query;

test.each([
  ["@|", ""],
  ["@an|", "an"],
  ["hi @Ann L|", "Ann L"],
  ["你好@张|", "张"],
  ["(@zw|)", "zw"],
  ["line\n@bob|", "bob"],
  ["@bo|b", "bo"],
])("%j asks for %j", (text, wanted) => {
  expect(query(text)).toBe(wanted);
});

test.each([
  "ann@exa|",
  "a.@b|",
  "@@|",
  "@ |",
  "@a b c d|",
  "@two  spaces|",
  "no sign|",
  "`@code|",
  "```\n@code|",
  `@${"x".repeat(40)}|`,
])("%j asks for nobody", (text) => {
  expect(query(text)).toBeUndefined();
});

test("a name that was taken is not asked for again", () => {
  expect(query("@Ann |", ["Ann"])).toBeUndefined();
  expect(query("@Ann how|", ["Ann"])).toBeUndefined();
  expect(query("@Ann @b|", ["Ann"])).toBe("b");
});
