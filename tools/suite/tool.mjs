import { readFileSync } from "node:fs";
import { capture } from "../setup/child.mjs";
import { inProject } from "../setup/project.mjs";

/** @typedef {import("./part.mjs").Outcome} Outcome */

/** Options by which somebody asks for tests that take longer than the suite's own. */
const LONGER = ["SKEIN_CHAOS_MINUTES", "SKEIN_KILLS", "SKEIN_MIGRATE_MESSAGES", "SKEIN_SEEDS"];

/** A part that is still running then hangs; one that was asked to take long may take half a day. */
const LONGEST_PART_MS = LONGER.some((name) => process.env[name]) ? 12 * 3_600_000 : 8 * 60_000;

/**
 * Runs the command of an installed npm package with our own Node, so that no shell and no PATH is asked.
 * @param {string} name of the package, whose (first) command it is
 * @param {string[]} args
 */
export function runTool(name, args) {
  const folder = inProject("node_modules", ...name.split("/"));
  const { bin } = /** @type {{ bin: string | Record<string, string> }} */ (
    JSON.parse(readFileSync(`${folder}/package.json`, "utf8"))
  );
  const file = typeof bin === "string" ? bin : Object.values(bin)[0];
  return run(process.execPath, [`${folder}/${file}`, ...args]);
}

/**
 * Runs a program of the suite to its end, or stops it when it hangs.
 * @param {string} program
 * @param {string[]} args
 * @param {Record<string, string>} [env] beside its own
 */
export function run(program, args, env = {}) {
  return capture(program, args, { timeout: LONGEST_PART_MS, env: { FORCE_COLOR: "0", NO_COLOR: "1", ...env } });
}
