import { afterEach, beforeEach, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fingerprint } from "./fingerprint.mjs";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fingerprint-"));
  mkdirSync(join(folder, "src"));
  writeFileSync(join(folder, "src", "a.ts"), "a");
});

afterEach(() => rmSync(folder, { recursive: true }));

test("it is the same for the same files", () => {
  expect(fingerprint([folder])).toBe(fingerprint([folder]));
});

test("a new content, name or file changes it", () => {
  const seen = new Set([fingerprint([folder])]);
  writeFileSync(join(folder, "src", "a.ts"), "b");
  seen.add(fingerprint([folder]));
  writeFileSync(join(folder, "src", "b.ts"), "");
  seen.add(fingerprint([folder]));
  rmSync(join(folder, "src", "a.ts"));
  seen.add(fingerprint([folder]));
  expect(seen.size).toBe(4);
});

test("tests and what was built do not change it", () => {
  const before = fingerprint([folder]);
  mkdirSync(join(folder, "dist"));
  writeFileSync(join(folder, "dist", "page.html"), "x");
  writeFileSync(join(folder, "src", "a.test.ts"), "x");
  expect(fingerprint([folder])).toBe(before);
});
