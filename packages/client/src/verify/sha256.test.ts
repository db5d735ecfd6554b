import { expect, test } from "bun:test";
import { createHash } from "node:crypto";
import { sha256, sha256ByHand } from "./sha256.ts";

const hex = (hash: DataView) => Buffer.from(hash.buffer).toString("hex");

test("by hand as by the platform, for texts of every length around a block's end", async () => {
  for (let length = 0; length < 200; length += 1) {
    const bytes = Uint8Array.from({ length }, (_, index) => (index * 31 + length) & 255);
    const expected = createHash("sha256").update(bytes).digest("hex");
    expect(hex(sha256ByHand(bytes))).toBe(expected);
    expect(hex(await sha256(bytes))).toBe(expected);
  }
  const long = new Uint8Array(100_000).fill(7);
  expect(hex(sha256ByHand(long))).toBe(createHash("sha256").update(long).digest("hex"));
});
