import { expect, test } from "bun:test";
import { pack, unpack, type Word } from "./envelope.ts";

const wordsOf = (...texts: string[]): Word[] => texts.map((text) => ({ text, bytes: Buffer.byteLength(text) }));

test("words come out as they went in, in few messages that all fit", () => {
  const texts = Array.from({ length: 200 }, (_, i) => "雁é\n, 1".repeat(i % 9));
  for (const most of [100, 101, 150, 1_000, 1_000_000]) {
    const { messages, tooLong } = pack("node", wordsOf(...texts), most);
    expect(tooLong).toBe(0);
    expect(Math.max(...messages.map((message) => Buffer.byteLength(message)))).toBeLessThanOrEqual(most);
    const opened = messages.map(unpack);
    expect(new Set(opened.map((one) => one?.from))).toEqual(new Set(["node"]));
    expect(opened.flatMap((one) => one?.words ?? [])).toEqual(texts);
    if (most === 1_000_000) expect(messages).toHaveLength(1);
  }
});

test("a word that fits no message is left out and counted, and the others go", () => {
  const { messages, tooLong } = pack("node", wordsOf("a", "x".repeat(100), "b"), 100);
  expect(tooLong).toBe(1);
  expect(messages.flatMap((message) => unpack(message)?.words ?? [])).toEqual(["a", "b"]);
  expect(pack("node", [], 100)).toEqual({ messages: [], tooLong: 0 });
});

test("what others say is told apart from a message", () => {
  for (const text of [
    "",
    "hello",
    "\n",
    "node\n",
    "node 1\n",
    "node 1\nab",
    " 1\na",
    "node x\na",
    "node 1,\na",
    "a b 1\na",
  ]) {
    expect(unpack(text)).toBeUndefined();
  }
});
