import { expect, test } from "bun:test";
import { choicesOf, maskOf } from "./choices.ts";

test("choices and their mask say the same, in whatever order they were given", () => {
  for (const choices of [[], [0], [9], [0, 1, 2], [3, 7]]) {
    expect(choicesOf(maskOf(choices))).toEqual(choices);
    expect(choicesOf(maskOf(choices.toReversed()))).toEqual(choices);
  }
});
