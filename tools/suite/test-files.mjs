import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { inProject, ROOT } from "../setup/project.mjs";

const NOT_OURS = new Set(["node_modules", "dist", "results", "fixture"]);

/**
 * Test files below a folder, as paths from the root with `/`, sorted.
 * @param {string} folder from the root
 * @returns {string[]}
 */
export function testFiles(folder) {
  return walk(inProject(folder))
    .map((file) => relative(ROOT, file).split(sep).join("/"))
    .filter((file) => /\.test\.(ts|tsx|mjs)$/.test(file));
}

/** @param {string} file */
export function isBrowserTest(file) {
  return /\.browser\.test\.tsx?$/.test(file);
}

/**
 * Whether it starts a PostgreSQL or a NATS.
 * @param {string} file
 */
export function isClusterTest(file) {
  return file.endsWith(".cluster.test.ts");
}

/**
 * Whether it starts a reverse proxy.
 * @param {string} file
 */
export function isProxyTest(file) {
  return file.endsWith(".proxy.test.ts");
}

/**
 * Whether it asks a server as a stranger's client would, whatever the server stands on.
 * @param {string} file
 */
export function isWireTest(file) {
  return file.startsWith("packages/testkit/test/wire/");
}

/** @param {string} file */
export function isNodeTest(file) {
  return file.includes("/test-node/");
}

/** Folders with tests of their own: each workspace, the bench and the tools. */
export function roomsWithTests() {
  const rooms = ["packages", "apps"].flatMap((group) =>
    readdirSync(inProject(group)).map((name) => ({ name, folder: `${group}/${name}` })),
  );
  return [...rooms, { name: "bench", folder: "bench" }, { name: "tools", folder: "tools" }];
}

/**
 * Titles of the tests written in a file, for when they cannot be run; the file itself where others wrote them.
 * @param {string} file
 */
export function titlesIn(file) {
  const text = readFileSync(inProject(file), "utf8");
  const titles = [...text.matchAll(/^\s*(?:test|it)(?:\.\w+)?\(\s*(["'`])(.*?)\1/gm)].map(
    (match) => `${file}: ${match[2]}`,
  );
  return titles.length > 0 ? titles : [file];
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function walk(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !NOT_OURS.has(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? walk(path) : [path];
    });
}
