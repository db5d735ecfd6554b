import { expect, test } from "bun:test";
import { digestAfter, EMPTY_DIGEST, type DigestedEntry } from "./digest.ts";
import { halvesOf, RunningDigest } from "./running-digest.ts";

const NUMBERS = [
  0,
  1,
  9,
  10,
  99,
  100,
  999_999_999,
  1_000_000_000,
  1_000_000_001,
  2 ** 31,
  2 ** 32,
  1_763_886_000_000,
  2 ** 53 - 1,
];
const BODIES = [
  "{}",
  '{"text":"雁书 😀 e\u0301"}',
  `{"text":"${"x".repeat(850)}"}`,
  "é".repeat(5_000),
  "long ".repeat(20_000),
];
const usual = {
  conv: "g:one",
  seq: 1,
  from: "ann",
  key: "key-00001",
  at: 5,
  kind: "text",
  ref: null,
  count: 1,
  body: "{}",
};

test("[DIGEST-2] it moves on as the definition says, over numbers and texts of every size", () => {
  const entries: DigestedEntry[] = [
    ...NUMBERS.map((seq) => ({ ...usual, seq, at: seq, count: seq, ref: seq })),
    ...BODIES.map((body) => ({ ...usual, body })),
    ...Array.from({ length: 1_100 }, (_, length) => ({ ...usual, key: null, body: "y".repeat(length) })),
    // which no schema allows, and the definition does all the same
    { ...usual, from: "Ann 安" },
    { ...usual, conv: "ÿ", key: "é" },
    { ...usual, conv: "c".repeat(20_000) },
  ];
  const running = new RunningDigest();
  let digest = EMPTY_DIGEST;
  let log = halvesOf(digest);
  for (const entry of entries) {
    digest = digestAfter(digest, entry);
    expect(running.add(log, entry)).toBe(digest);
    log = { high: running.high, low: running.low };
    expect(halvesOf(digest)).toEqual(log);
  }
});
