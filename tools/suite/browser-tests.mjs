import { existsSync } from "node:fs";
import { buildWebApp } from "../setup/web-app.mjs";
import { bunTests } from "./bun-tests.mjs";
import { testsWith } from "./debian.mjs";

const CHROMIUM = "/usr/bin/chromium";
const SHELL = "/usr/bin/chromium-headless-shell";

/** @type {import("./debian.mjs").Program[]} */
const programs = [
  {
    packages: ["chromium", "fonts-noto-cjk", "fonts-noto-color-emoji"],
    present: () => existsSync(CHROMIUM),
    found: CHROMIUM,
  },
  // half the work for the same pages; not every Debian has it
  { packages: ["chromium-headless-shell"], present: () => existsSync(SHELL), found: SHELL, optional: true },
];

/**
 * Runs the tests that drive a real Chromium (playwright-core under `bun test`). Without one they count as skipped.
 * @param {string} bun
 * @param {string} name of the part
 * @param {string[]} files from the root
 */
export function browserTests(bun, name, files) {
  return testsWith("Browser", programs, files, async () => {
    await buildWebApp(bun);
    return bunTests(bun, name, files);
  });
}
