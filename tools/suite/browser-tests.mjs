import { existsSync, readFileSync } from "node:fs";
import { capture } from "../setup/child.mjs";
import { buildWebApp } from "../setup/web-app.mjs";
import { bunTests } from "./bun-tests.mjs";
import { titlesIn } from "./test-files.mjs";

const CHROMIUM = "/usr/bin/chromium";
const PACKAGES = ["chromium", "fonts-noto-cjk", "fonts-noto-color-emoji"];

/**
 * Runs the tests that drive a real Chromium (playwright-core under `bun test`). Without one they count as skipped.
 * @param {string} bun
 * @param {string[]} files from the root
 * @returns {Promise<import("./part.mjs").Outcome>}
 */
export async function browserTests(bun, files) {
  const missing = await installChromium();
  if (missing === "") {
    await buildWebApp(bun);
    return bunTests(bun, "browser", files);
  }
  console.log(`Browser tests are skipped: ${missing}`);
  return { passed: 0, failed: 0, skipped: files.flatMap(titlesIn), output: "" };
}

/** @returns {Promise<string>} empty when Chromium is there, otherwise why it is not */
async function installChromium() {
  if (existsSync(CHROMIUM)) return "";
  const byHand = `install the packages ${PACKAGES.join(", ")} so that ${CHROMIUM} exists.`;
  if (!isDebian() || process.getuid?.() !== 0) return byHand;
  console.log(`Installing ${PACKAGES.join(", ")} (once) …`);
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  const update = await capture("apt-get", ["update", "-qq"], { env });
  const install = await capture("apt-get", ["install", "-qq", "-y", "--no-install-recommends", ...PACKAGES], { env });
  if (install.code === 0 && existsSync(CHROMIUM)) return "";
  return `${update.output}${install.output}\napt-get could not install them; ${byHand}`;
}

function isDebian() {
  const release = "/etc/os-release";
  return existsSync(release) && /^ID(_LIKE)?=.*debian/m.test(readFileSync(release, "utf8"));
}
