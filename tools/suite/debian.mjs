import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { capture } from "../setup/child.mjs";
import { titlesIn } from "./test-files.mjs";

/**
 * A program that npm does not bring.
 * @typedef {object} Program
 * @property {string[]} packages Debian's, that hold it
 * @property {() => boolean} present
 * @property {string} found where it is looked for, in words
 * @property {boolean} [optional] the tests run without it too
 * @property {() => Promise<string>} [prepare] comes before the installation; answers what went wrong
 */

/** Asked by Debian's packages whether they may start what they bring. */
const POLICY = "/usr/sbin/policy-rc.d";

/**
 * Runs tests that need programs of the system. As root on Debian these are installed; where they are not to be had, the
 * tests count as skipped and are named.
 * @param {string} what begins the line that says so
 * @param {Program[]} programs
 * @param {string[]} files from the root
 * @param {() => Promise<import("./part.mjs").Outcome>} run
 * @returns {Promise<import("./part.mjs").Outcome>}
 */
export async function testsWith(what, programs, files, run) {
  for (const program of programs) {
    const missing = await install(program);
    if (missing === "" || program.optional) continue;
    console.log(`${what} tests are skipped: ${missing}`);
    return { passed: 0, failed: 0, skipped: files.flatMap(titlesIn), output: "" };
  }
  return run();
}

/**
 * @param {Program} program
 * @returns {Promise<string>} empty when it is there, otherwise why it is not
 */
async function install({ packages, present, found, prepare }) {
  if (present()) return "";
  const names = packages.join(", ");
  const byHand = `install the packages ${names} so that ${found} exists.`;
  if (!isDebian() || process.getuid?.() !== 0) return byHand;
  console.log(`Installing ${names} (once) …`);
  const update = await aptGet("update");
  const refused = (await prepare?.()) ?? "";
  const output = refused === "" ? await withoutStarting(() => aptInstall(packages)) : refused;
  return present() ? "" : `${update.output}${output}\napt-get could not install them; ${byHand}`;
}

/**
 * @param {string[]} packages
 * @returns {Promise<string>} what went wrong
 */
export async function aptInstall(packages) {
  const { code, output } = await aptGet("install", "-y", "--no-install-recommends", ...packages);
  return code === 0 ? "" : output;
}

/**
 * Waits for whoever else installs something at this moment.
 * @param {...string} args
 */
function aptGet(...args) {
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  return capture("apt-get", ["-qq", "-o", "DPkg::Lock::Timeout=300", ...args], { env });
}

/**
 * Tests start their own servers; nothing is to run on this machine because its package was installed.
 * @template T
 * @param {() => Promise<T>} call
 */
async function withoutStarting(call) {
  if (existsSync(POLICY)) return call();
  writeFileSync(POLICY, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  try {
    return await call();
  } finally {
    rmSync(POLICY, { force: true });
  }
}

function isDebian() {
  const release = "/etc/os-release";
  return existsSync(release) && /^ID(_LIKE)?=.*debian/m.test(readFileSync(release, "utf8"));
}
