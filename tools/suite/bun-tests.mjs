import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { inProject } from "../setup/project.mjs";
import { program } from "./program.mjs";
import { scratch } from "./scratch.mjs";
import { run } from "./tool.mjs";

/** A test that takes so long is stuck. It is no measure of speed: a busy machine may take its time. */
const STUCK_MS = 60_000;

/** Nothing here runs long enough to win back what the last and costliest translation of its code takes. */
const SHORT = { BUN_JSC_useFTLJIT: "0" };

/**
 * Runs test files with `bun test`.
 * @param {string} bun
 * @param {string} name of the part
 * @param {string[]} files from the root
 * @param {Record<string, string>} [env]
 * @returns {Promise<import("./part.mjs").Outcome>}
 */
export async function bunTests(bun, name, files, env) {
  const report = inProject(".cache", "junit", `${name}.xml`);
  mkdirSync(inProject(".cache", "junit"), { recursive: true });
  rmSync(report, { force: true });
  const options = [`--timeout=${STUCK_MS}`, "--only-failures", "--reporter=junit", `--reporter-outfile=${report}`];
  const place = { TMPDIR: scratch(), SKEIN_TEST_PROGRAM: await program(bun), ...SHORT };
  const { code, output } = await run(bun, ["test", ...options, ...files.map((file) => `./${file}`)], {
    ...place,
    ...env,
  });
  const skipped = existsSync(report) ? skippedIn(readFileSync(report, "utf8")) : [];
  return { ...countsIn(output, code, files.length), skipped, output };
}

/**
 * The counts that `bun test` prints last. They are taken from there because its JUnit report leaves out files that
 * could not be loaded.
 * @param {string} output
 * @param {number} code exit code
 * @param {number} files how many were to be run
 */
export function countsIn(output, code, files) {
  const summary = output.slice(Math.max(0, output.lastIndexOf(" pass\n") - 20));
  const count = (/** @type {RegExp} */ pattern) => Number(pattern.exec(summary)?.[1] ?? 0);
  const passed = count(/(\d+) pass\n/);
  const failed = count(/(\d+) fail\n/);
  const complete = count(/across (\d+) files?\./) === files;
  return { passed, failed: failed === 0 && (code !== 0 || !complete) ? 1 : failed };
}

/**
 * Names of the tests that a JUnit report calls skipped, each with its file.
 * @param {string} report
 */
export function skippedIn(report) {
  return [...report.matchAll(/<testcase name="([^"]*)"[^>]* file="([^"]*)"[^>]*>\s*<skipped/g)].map(
    ([, name = "", file = ""]) => `${unescaped(file)}: ${unescaped(name)}`,
  );
}

/** @param {string} text */
function unescaped(text) {
  return text
    .replaceAll("&quot;", '"')
    .replaceAll("&apos;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
