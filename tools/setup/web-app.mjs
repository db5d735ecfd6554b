import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { capture } from "./child.mjs";
import { explain } from "./failure.mjs";
import { fingerprint } from "./fingerprint.mjs";
import { inProject } from "./project.mjs";

const BUILD = inProject("apps", "web", "build.ts");
const PAGE = inProject("apps", "web", "dist", "index.html");
const BUILT_FROM = inProject(".cache", "web-app");

const SOURCES = ["apps/web", "packages/react", "packages/client", "packages/protocol", "package-lock.json"];

/** @type {Promise<void> | undefined} */
let building;

/**
 * Builds apps/web/dist when what it is built from has changed since; once, however many want it at the same time.
 * @param {string} bun
 */
export function buildWebApp(bun) {
  building ??= build(bun).finally(() => {
    building = undefined;
  });
  return building;
}

/** @param {string} bun */
async function build(bun) {
  if (!existsSync(BUILD)) {
    console.error("There is no web app to build (apps/web/build.ts is missing); the server starts without it.");
    return;
  }
  const sources = fingerprint(SOURCES.map((path) => inProject(...path.split("/"))));
  if (existsSync(PAGE) && existsSync(BUILT_FROM) && readFileSync(BUILT_FROM, "utf8") === sources) return;
  console.error("Building the web app (only when its sources change) …");
  const { code, output } = await capture(bun, [BUILD]);
  if (code !== 0) throw explain("Building the web app", output);
  mkdirSync(dirname(BUILT_FROM), { recursive: true });
  writeFileSync(BUILT_FROM, sources);
}
