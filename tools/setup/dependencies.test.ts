import { expect, test } from "bun:test";
import { isInstalled } from "./dependencies.mjs";

const wanted = {
  "node_modules/a": { version: "1.0.0", integrity: "sha512-a" },
  "node_modules/a-darwin": { version: "1.0.0", optional: true },
};

test("what npm recorded matches the lock file, other platforms' packages aside", () => {
  expect(isInstalled(wanted, { "node_modules/a": { version: "1.0.0", integrity: "sha512-a" } })).toBe(true);
});

test("nothing installed, another version, another content or something extra is seen", () => {
  expect(isInstalled(wanted, {})).toBe(false);
  expect(isInstalled(wanted, { "node_modules/a": { version: "1.0.1", integrity: "sha512-a" } })).toBe(false);
  expect(isInstalled(wanted, { "node_modules/a": { version: "1.0.0", integrity: "sha512-b" } })).toBe(false);
  expect(isInstalled(wanted, { ...wanted, "node_modules/old": { version: "1.0.0" } })).toBe(false);
});
