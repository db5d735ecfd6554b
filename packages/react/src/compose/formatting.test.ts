import { expect, test } from "bun:test";
import { markedUp } from "./formatting.ts";

/** `|` stand where the selection begins and ends. */
function press(text: string, marker: string): string {
  const start = text.indexOf("|");
  const end = text.lastIndexOf("|") - (text.lastIndexOf("|") > start ? 1 : 0);
  const plain = text.replaceAll("|", "");
  const { from, to, insert, select } = markedUp(plain, start, end, marker);
  const next = plain.slice(0, from) + insert + plain.slice(to);
  return `${next.slice(0, select[0])}|${next.slice(...select)}|${next.slice(select[1])}`;
}

test.each([
  ["say |it| now", "**", "say **|it|** now"],
  ["say **|it|** now", "**", "say |it| now"],
  ["say |it |now", "*", "say *|it|* now"],
  ["say *|it|* now", "**", "say ***|it|*** now"],
  ["say ***|it|*** now", "*", "say **|it|** now"],
  ["say **|it|** now", "*", "say ***|it|*** now"],
  ["|", "**", "**||**"],
])("%j with %j becomes %j", (before, marker, after) => {
  expect(press(before, marker)).toBe(after);
});
