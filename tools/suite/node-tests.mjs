import { mkdirSync, rmSync } from "node:fs";
import { basename } from "node:path";
import { inProject } from "../setup/project.mjs";
import { scratch } from "./scratch.mjs";
import { run } from "./tool.mjs";

/**
 * Runs test files under Node's own test runner. They are bundled first: the oldest Node we serve reads no TypeScript.
 * @param {string} bun
 * @param {string} _name of the part
 * @param {string[]} files from the root
 * @returns {Promise<import("./part.mjs").Outcome>}
 */
export async function nodeTests(bun, _name, files) {
  const folder = inProject(".cache", "test-node");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const bundle = await run(bun, [
    "build",
    "--target=node",
    "--format=esm",
    "--entry-naming=[name].mjs",
    `--outdir=${folder}`,
    ...files.map((file) => `./${file}`),
  ]);
  if (bundle.code !== 0) return { passed: 0, failed: 1, skipped: [], output: bundle.output };
  const bundles = files.map((file) => `${folder}/${basename(file).replace(/\.\w+$/, "")}.mjs`);
  const { code, output } = await run(process.execPath, ["--test", "--test-reporter=tap", ...bundles], {
    TMPDIR: scratch(),
  });
  const count = (/** @type {string} */ what) => Number(new RegExp(`^# ${what} (\\d+)$`, "m").exec(output)?.[1] ?? 0);
  const failed = count("fail") + count("cancelled");
  const skipped = [...output.matchAll(/^\s*ok \d+ - (.*?) # SKIP/gm)].map(([, title = ""]) => title);
  return { passed: count("pass"), failed: failed === 0 && code !== 0 ? 1 : failed, skipped, output };
}
