import { expect, test } from "bun:test";
import { parseManifest } from "./manifest.ts";
import { padding, readTarHead, tarHead } from "./tar.ts";

test.each([
  ["skein.db", 0],
  ["skein.db", 8 ** 11 - 1],
  ["skein.db", 8 ** 11],
  ["skein.db", 5_000_000_000_000],
  [`files/${"a".repeat(99)}`, 1],
  [`${"d".repeat(70)}/${"e".repeat(70)}/雁.bin`, 511],
])("the head of %p with %d bytes says so again", (name, size) => {
  const head = tarHead({ name, size }, 1_700_000_000);
  expect(head).toHaveLength(512);
  expect(readTarHead(head)).toEqual({ name, size });
});

test("a head with any bit wrong is none, and one of a link or a folder is not ours", () => {
  const head = tarHead({ name: "skein.db", size: 5 }, 0);
  for (let at = 0; at < 512; at++) {
    const copy = Buffer.from(head);
    copy[at] = (copy[at] as number) ^ 0x10;
    // spaces and digits of the sum may be written in more than one way; what they say may not
    const read = readTarHead(copy);
    if (read !== undefined) expect([at, read]).toEqual([at, { name: "skein.db", size: 5 }]);
  }
  expect(readTarHead(Buffer.alloc(512))).toBe("end");
  expect(readTarHead(Buffer.alloc(511))).toBeUndefined();
  expect(() => tarHead({ name: "a".repeat(101), size: 1 }, 0)).toThrow("too long");
  expect([0, 1, 511, 512, 513].map(padding)).toEqual([0, 511, 1, 0, 511]);
});

const note = { bytes: 1, sha256: "0".repeat(64) };
const whole = { format: 1, skein: "0.1.0", at: "", epoch: "e", pos: 0 };

test.each(["../evil", "a/../../evil", "/etc/passwd", "a//b", "./a", "a/.", "..", "a\\b", "a\0b", ""])(
  "a manifest that names %p leads out of the folder and is none",
  (name) => {
    expect(parseManifest(JSON.stringify({ ...whole, files: { "skein.db": note } }))).toBeDefined();
    expect(parseManifest(JSON.stringify({ ...whole, files: { "skein.db": note, "files/.a..b": note } }))).toBeDefined();
    expect(parseManifest(JSON.stringify({ ...whole, files: { "skein.db": note, [name]: note } }))).toBeUndefined();
  },
);

test("a manifest of another format, without a database or with other things than sums is none", () => {
  for (const wrong of [
    { ...whole, format: 2, files: { "skein.db": note } },
    { ...whole, files: {} },
    { ...whole, files: { "skein.db": { bytes: 1 } } },
    { ...whole, pos: "0", files: { "skein.db": note } },
    [],
    null,
  ])
    expect(parseManifest(JSON.stringify(wrong))).toBeUndefined();
  expect(parseManifest("{")).toBeUndefined();
});
