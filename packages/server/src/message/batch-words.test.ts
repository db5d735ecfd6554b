import { expect, test } from "bun:test";
import type { Batch } from "../storage/storage.ts";
import { BatchWords, wordsOf } from "./batch-words.ts";

const entry = (pos: number, body: string) => ({
  ...{ conv: "d:ann~bob", seq: pos, pos, from: "ann", key: `key-${pos}`, at: 1_700_000_000_000, kind: "text" },
  ...{ ref: null, count: pos, body },
});
const mark = { conv: "d:ann~bob", user: "bob", read: 1, readCount: 1, delivered: 2, pos: 9 };

function batch(n: number, texts: readonly string[] = []): Batch {
  return { n, entries: texts.map((text, at) => entry(at, text)), marks: [mark], tells: ['{"a":"\\u0000"}'] };
}

/** Cut at every place that a pair of surrogates has. */
const long = (n: number): Batch =>
  batch(
    n,
    ["", "x"].map((first) => first + "😀".repeat(90_000)),
  );

test("a batch comes as it was, whole or in pieces, which a bus can carry and whose texts are well-formed", () => {
  const heard = new BatchWords();
  for (const [given, pieces] of [
    [batch(7, ["雁书 \n 😀", '{"text":"\\n"}']), 1],
    [batch(8), 1],
    [long(9), 5],
  ] as const) {
    const words = wordsOf(given);
    expect(words).toHaveLength(pieces);
    for (const word of words) {
      expect(word.isWellFormed()).toBe(true);
      expect(Buffer.byteLength(word)).toBeLessThan(256 * 1024);
    }
    const results = words.map((word) => heard.hear(word, "n1"));
    expect(results.slice(0, -1)).toEqual(words.slice(1).map(() => undefined));
    expect(results.at(-1)).toEqual(given);
  }
});

test("pieces of two nodes do not meet, and one that misses a piece is only named", () => {
  const heard = new BatchWords();
  const [ours, theirs] = [wordsOf(long(1)), wordsOf(long(2))];
  const results = ours.flatMap((word, at) => [heard.hear(word, "n1"), heard.hear(theirs[at] ?? "", "n2")]);
  expect(results.slice(-2)).toEqual([long(1), long(2)]);
  const [first = "", second = "", ...rest] = wordsOf(long(3));
  expect(heard.hear(first, "n1")).toBeUndefined();
  expect(rest.map((word) => heard.hear(word, "n1"))).toEqual(rest.map(() => ({ n: 3 })));
  expect(heard.hear(second, "n1")).toEqual({ n: 3 });
  heard.hear(first, "n1");
  heard.clear();
  expect(heard.hear(second, "n1")).toEqual({ n: 3 });
});

test("one that is too long to be carried is named; what is no word of a batch is refused", () => {
  const heard = new BatchWords();
  const [only = "", ...more] = wordsOf(batch(4, ["x".repeat(3_000_000)]));
  expect(more).toEqual([]);
  expect(heard.hear(only, "n1")).toEqual({ n: 4 });
  expect(() => heard.hear("{}", "n1")).toThrow(SyntaxError);
});
