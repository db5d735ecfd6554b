import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { posix } from "node:path";
import { inProject } from "../setup/project.mjs";
import { verdict } from "./part.mjs";
import { roomsWithTests } from "./test-files.mjs";
import { runTool } from "./tool.mjs";

/**
 * A room's configuration of TypeScript, as far as they use it.
 * @typedef {object} Project
 * @property {string} extends
 * @property {object} [compilerOptions]
 * @property {string[]} include
 * @property {string[]} [exclude]
 */

/** Generated configurations and what is known from the last time; two folders below the root, as the rooms are. */
const FOLDER = [".cache", "types"];

/**
 * Each room is checked with all it holds and, where it must run anywhere, its sources once more without a platform. Rooms that ask for
 * the same are checked together: what they all import is read and checked once.
 * @returns {Promise<import("./part.mjs").Outcome>}
 */
export async function checkTypes() {
  mkdirSync(inProject(...FOLDER), { recursive: true });
  const outputs = [];
  for (const [name, project] of together()) {
    const file = inProject(...FOLDER, `${name}.json`);
    writeFileSync(file, JSON.stringify(project));
    const { code, output } = await runTool("typescript", [
      ...["--project", file],
      // What was found out the last time is kept, so that only what changed is checked anew.
      ...["--incremental", "--tsBuildInfoFile", inProject(...FOLDER, `${name}.tsbuildinfo`)],
      // Others run beside it: what it would win by threads it would take from them, with the work of keeping threads apart.
      "--singleThreaded",
      ...["--pretty", "false"],
    ]);
    if (code !== 0) outputs.push(`${name}\n${output}`);
  }
  return verdict(outputs.length === 0, outputs.join("\n"));
}

/** Those with the same options, as one; by a name of them all. */
function together() {
  /** @type {Map<string, { names: string[], project: Project & { exclude: string[] } }>} */
  const groups = new Map();
  for (const folder of roomsWithTests().map((room) => room.folder))
    for (const file of readdirSync(inProject(folder)).filter((one) => /^tsconfig(\.\w+)?\.json$/.test(one))) {
      const project = /** @type {Project} */ (JSON.parse(readFileSync(inProject(folder, file), "utf8")));
      const base = posix.join(folder, project.extends);
      const excluded = project.exclude ?? [];
      // what one leaves out by a pattern of names the others must leave out too
      const key = JSON.stringify([base, project.compilerOptions, excluded.filter((one) => one.startsWith("**"))]);
      const group = groups.get(key) ?? {
        names: [],
        project: { ...project, extends: `../../${base}`, include: [], exclude: [] },
      };
      groups.set(key, group);
      group.names.push(`${posix.basename(folder)}${file.replace(/^tsconfig|\.json$/g, "")}`);
      group.project.include.push(...project.include.map((one) => posix.join("../..", folder, one)));
      group.project.exclude.push(...excluded.map((one) => posix.join("../..", folder, one)));
    }
  return [...groups.values()].map(({ names, project }) => /** @type {const} */ ([names.join("+"), project]));
}
