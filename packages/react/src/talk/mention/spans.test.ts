import { expect, test } from "bun:test";
import { type Named, NamesInText } from "./spans.ts";

const ANN: Named = { name: "Ann", user: "ann" };
const LEE: Named = { name: "Ann Lee", user: "lee" };
const WEI: Named = { name: "张伟", user: "wei" };
const ALL: Named = { name: "所有人" };

const found = (text: string, named: readonly Named[]): string[] =>
  new NamesInText(named).in(text).map(({ from, to, named: { user = "*" } }) => `${text.slice(from, to)}=${user}`);

test.each([
  ["@Ann", ["@Ann=ann"]],
  ["so, @Ann: look", ["@Ann=ann"]],
  ["@Ann Lee and @Ann", ["@Ann Lee=lee", "@Ann=ann"]],
  ["@Ann's", ["@Ann=ann"]],
  ["@Annabel, ann@Ann.org", []],
  ["@张伟你好，你@张伟", ["@张伟=wei", "@张伟=wei"]],
  ["你好@Ann一起", ["@Ann=ann"]],
  ["@所有人 开会", ["@所有人=*"]],
  ["@@Ann", ["@Ann=ann"]],
  ["no one", []],
] as const)("%j names %j", (text, wanted) => {
  expect(found(text, [ANN, LEE, WEI, ALL])).toEqual([...wanted]);
});

test("people of the same name are named one after the other, over all pieces of a text", () => {
  const names = new NamesInText([
    { name: "Alex", user: "a" },
    { name: "Alex", user: "b" },
  ]);
  expect(["@Alex", "and @Alex"].flatMap((piece) => names.in(piece).map(({ named }) => named.user))).toEqual(["a", "b"]);
});

test("a name with what patterns are made of is taken as it stands, and long texts take no time", () => {
  expect(found("@(.*)+ x", [{ name: "(.*)+", user: "p" }])).toEqual(["@(.*)+=p"]);
  expect(found("@".repeat(10_000), [ANN])).toEqual([]);
});
