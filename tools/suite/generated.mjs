import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { inProject } from "../setup/project.mjs";
import { verdict } from "./part.mjs";
import { run } from "./tool.mjs";

const FILES = ["openapi.json", "asyncapi.json"];

/**
 * Whether the committed descriptions of the API are what the tables generate now.
 * @param {string} bun
 * @returns {Promise<import("./part.mjs").Outcome>}
 */
export async function checkGenerated(bun) {
  const generator = inProject("packages", "protocol", "src", "generate.ts");
  if (!existsSync(generator)) return verdict(false, `${generator} is missing`);
  const fresh = inProject(".cache", "generated");
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  const { code, output } = await run(bun, [generator, fresh]);
  if (code !== 0) return verdict(false, output);
  const stale = FILES.filter((file) => textOf(inProject("packages", "protocol", file)) !== textOf(`${fresh}/${file}`));
  return verdict(stale.length === 0, `Out of date, run \`npm run generate\`: ${stale.join(", ")}`);
}

/** @param {string} file */
function textOf(file) {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}
