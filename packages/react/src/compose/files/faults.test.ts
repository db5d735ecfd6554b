import { expect, test } from "bun:test";
import { en } from "../../text/en.ts";
import { formatsOf } from "../../text/formats.ts";
import type { Chosen } from "./chosen.ts";
import { faultsOf } from "./faults.ts";

const reader = { texts: en.files, formats: formatsOf("en-GB") };
const limits = { largest: 1_000, quota: 5_000, used: 3_500, pixels: 1e8, uploads: 3 };
const sized = (key: string, bytes: number): Chosen => ({
  key,
  kind: "file",
  file: new File([new Uint8Array(bytes)], `${key}.bin`),
});
const plain = (words: string): string => words.replaceAll(/[\u2066-\u2069]/g, "");

test("what is too large, too much, too many or nothing is told before it is sent", () => {
  expect(faultsOf([sized("a", 1_000), sized("b", 500)], limits, reader)).toEqual([]);
  const [one, two, ...more] = faultsOf([sized("a", 1_001), sized("b", 0)], limits, reader);
  expect([one?.key, two?.key, more]).toEqual(["a", "b", []]);
  expect(plain(one?.words ?? "")).toBe("a.bin has 1 kB. This server takes up to 1 kB.");
  expect(plain(two?.words ?? "")).toBe("b.bin is empty or a folder.");
  expect(faultsOf([sized("a", 900), sized("b", 900)], limits, reader).map(({ words }) => words)).toEqual([
    "These do not fit: you have room for 1.5 kB more.",
  ]);
  expect(
    faultsOf(
      ["a", "b", "c", "d"].map((key) => sized(key, 1)),
      limits,
      reader,
    ).map(({ words }) => words),
  ).toEqual(["At most 3 files at once."]);
  // without a bound, and without a link
  expect(faultsOf([sized("a", 900), sized("b", 900)], { ...limits, quota: 0 }, reader)).toEqual([]);
  expect(faultsOf([sized("a", 9_000)], undefined, reader)).toEqual([]);
});
