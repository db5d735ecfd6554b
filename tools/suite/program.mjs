import { join } from "node:path";
import { inProject } from "../setup/project.mjs";
import { SetupFailure } from "../setup/failure.mjs";
import { scratch } from "./scratch.mjs";
import { run } from "./tool.mjs";

/** @type {Promise<string> | undefined} */
let bundling;

/**
 * The server's program in one file: tests start it hundreds of times, and half of what a start costs is finding and translating its
 * sources. Made once a run.
 * @param {string} bun
 */
export function program(bun) {
  return (bundling ??= bundle(bun));
}

/** @param {string} bun */
async function bundle(bun) {
  const file = join(scratch(), "skein.js");
  const sources = inProject("packages", "server", "src", "main.ts");
  const { code, output } = await run(bun, [inProject("tools", "suite", "bundle-program.ts"), sources, file]);
  if (code !== 0)
    throw new SetupFailure("The server's program could not be bundled.", "What it printed stands above.", output);
  return file;
}
