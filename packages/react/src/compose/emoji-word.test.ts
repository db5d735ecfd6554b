import { expect, test } from "bun:test";
import { emojiWord } from "./emoji-word.ts";

/** `|` is the caret. */
const query = (text: string): string | undefined => emojiWord(text.replace("|", ""), text.indexOf("|"))?.query;

test.each([
  [":smi|", "smi"],
  ["so :smi|", "smi"],
  ["so :smi|ling", "smi"],
  ["(:heart|)", "heart"],
  [":+1|", "+1"],
  [":laughing_eyes|", "laughing eyes"],
  ["line\n:wave|", "wave"],
  ["好的:笑脸|", "笑脸"],
  [":猫|", "猫"],
  ["`code` :smi|", "smi"],
  ["```\ncode\n```\n:smi|", "smi"],
])("%j asks for %j", (text, wanted) => {
  expect(query(text)).toBe(wanted);
});

test.each([
  ["|:smile"],
  [":|"],
  [":D|"],
  [":p|"],
  [":)|"],
  ["10:30|"],
  ["https://|"],
  ["mailto:ann|"],
  ["std::vector|"],
  [":smi le|"],
  [":smile:|"],
  ["她说：开心|"],
  ["`a :smi|"],
  ["``a ` :smi|"],
  ["```\n:smi|"],
  ["```js\nlet a = 1;\n:smi|"],
  [`:${"a".repeat(40)}|`],
])("%j asks for nothing", (text) => {
  expect(query(text)).toBeUndefined();
});

test("it says what would be replaced", () => {
  expect(emojiWord("so :smi!", 7)).toEqual({ from: 3, to: 7, query: "smi" });
});
