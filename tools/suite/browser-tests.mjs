import { existsSync } from "node:fs";
import { buildWebApp } from "../setup/web-app.mjs";
import { bunTests } from "./bun-tests.mjs";
import { testsWith } from "./debian.mjs";

const SHELL = "/usr/bin/chromium-headless-shell";
const CHROMIUM = "/usr/bin/chromium";
const FONTS = ["fonts-noto-cjk", "fonts-noto-color-emoji"];

/** @type {import("./debian.mjs").Program[]} */
const programs = [
  // half the work for the same pages; not every Debian has it
  { packages: ["chromium-headless-shell", ...FONTS], present: () => existsSync(SHELL), found: SHELL, optional: true },
  {
    packages: ["chromium", ...FONTS],
    present: () => existsSync(SHELL) || existsSync(CHROMIUM),
    found: CHROMIUM,
  },
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
