import { expect, test } from "bun:test";
import { onlyEmoji } from "./only-emoji.ts";

test.each([
  ["😀", 1],
  ["👍🏽 ❤️", 2],
  ["👩‍👩‍👧🇨🇳3️⃣", 3],
  ["😀😀😀😀", 0],
  ["ok 😀", 0],
  ["123", 0],
  ["©", 0],
  ["", 0],
])("%j is %i emoji alone", (text, count) => {
  expect(onlyEmoji(text)).toBe(count);
});
