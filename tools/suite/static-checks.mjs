import { inProject } from "../setup/project.mjs";
import { buildWebApp } from "../setup/web-app.mjs";
import { checkGenerated } from "./generated.mjs";
import { verdict } from "./part.mjs";
import { run, runTool } from "./tool.mjs";
import { checkTypes } from "./types.mjs";

/** @typedef {import("./part.mjs").Part} Part */
/** @typedef {import("./part.mjs").Outcome} Outcome */
/** @typedef {import("../setup/child.mjs").Finished} Finished */

/**
 * What is known about the code without running it. Each check counts as one test.
 * @param {string} bun
 * @returns {Part[]}
 */
export function staticChecks(bun) {
  /** @type {Record<string, () => Promise<Outcome>>} */
  const checks = {
    // the longest first: the other lane does the rest meanwhile
    types: checkTypes,
    format: () => tool("@biomejs/biome", "format", "--colors=off", "."),
    lint: () => tool("oxlint"),
    architecture: () => script(bun, "tools/architecture/main.ts"),
    spec: () => script(bun, "tools/spec/main.ts"),
    dead: () => tool("knip", "--no-progress", "--no-config-hints"),
    lock: async () => judge(await run(process.execPath, [inProject("tools/lock/main.mjs"), "--check"])),
    size: () => script(bun, "tools/size/main.ts"),
    generated: () => checkGenerated(bun),
    build: () => checkBuild(bun),
  };
  return Object.entries(checks).map(([name, check]) => ({ name, kind: /** @type {const} */ ("static"), run: check }));
}

/**
 * @param {string} name
 * @param {...string} args
 */
async function tool(name, ...args) {
  return judge(await runTool(name, args));
}

/**
 * @param {string} bun
 * @param {string} path
 */
async function script(bun, path) {
  return judge(await run(bun, [inProject(path)]));
}

/** @param {Finished} finished */
function judge({ code, output }) {
  return verdict(code === 0, output);
}

/**
 * The web app builds; the browser tests use what was built.
 * @param {string} bun
 */
async function checkBuild(bun) {
  await buildWebApp(bun);
  return verdict(true, "");
}
