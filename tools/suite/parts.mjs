import { browserTests } from "./browser-tests.mjs";
import { bunTests } from "./bun-tests.mjs";
import { clusterTests, nodesTests } from "./cluster-tests.mjs";
import { BROWSERS } from "./schedule.mjs";
import { nodeTests } from "./node-tests.mjs";
import { proxyTests } from "./proxy-tests.mjs";
import { staticChecks } from "./static-checks.mjs";
import {
  isBrowserTest,
  isClusterTest,
  isNodeTest,
  isProxyTest,
  isWireTest,
  roomsWithTests,
  testFiles,
} from "./test-files.mjs";

/** @typedef {import("./part.mjs").Part} Part */

/**
 * The suite, or what filters leave of it. A filter is a piece of the name of a part, or of the path of a test file.
 * @param {string} bun
 * @param {{ filters: string[], staticOnly: boolean }} choice
 * @returns {Part[]}
 */
export function partsOf(bun, { filters, staticOnly }) {
  const wanted = (/** @type {string} */ name) => filters.length === 0 || filters.some((one) => name.includes(one));
  const checks = staticChecks(bun).filter(({ name }) => wanted(name));
  if (staticOnly) return checks;

  const rooms = roomsWithTests().map((room) => ({ name: room.name, files: testFiles(room.folder) }));
  const all = rooms.flatMap(({ files }) => files);
  const groups = [
    ...rooms.map(({ name, files }) => ({
      name,
      alone: false,
      files: files.filter(
        (file) => ![isBrowserTest, isClusterTest, isNodeTest, isProxyTest, isWireTest].some((other) => other(file)),
      ),
      run: (/** @type {string[]} */ chosen) => bunTests(bun, name, chosen),
    })),
    {
      name: "wire",
      alone: false,
      files: all.filter(isWireTest),
      run: (/** @type {string[]} */ chosen) => bunTests(bun, "wire", chosen),
    },
    {
      name: "node",
      alone: false,
      files: all.filter(isNodeTest),
      run: (/** @type {string[]} */ chosen) => nodeTests(bun, chosen),
    },
    {
      name: "proxy",
      alone: false,
      files: all.filter(isProxyTest),
      run: (/** @type {string[]} */ chosen) => proxyTests(bun, chosen),
    },
    // one part a room: much of each is waiting for what was killed to be noticed, and two of them wait at once
    ...rooms.map(({ name, files }) => ({
      name: `cluster-${name}`,
      alone: false,
      files: files.filter(isClusterTest),
      run: (/** @type {string[]} */ chosen) => clusterTests(bun, `cluster-${name}`, chosen),
    })),
    {
      name: "nodes",
      alone: false,
      files: all.filter(isWireTest),
      run: (/** @type {string[]} */ chosen) => nodesTests(bun, chosen),
    },
    // much of each is waiting for a page, so there are three of them, and three wait at once
    ...dealt(all.filter(isBrowserTest), BROWSERS).map((files, i) => ({
      name: `browser-${i + 1}`,
      alone: true,
      files,
      run: (/** @type {string[]} */ chosen) => browserTests(bun, `browser-${i + 1}`, chosen),
    })),
  ];
  const tests = groups.flatMap(({ name, alone, files, run }) => {
    const chosen = filters.includes(name) ? files : files.filter(wanted);
    return chosen.length === 0 ? [] : [{ name, kind: /** @type {const} */ ("test"), alone, run: () => run(chosen) }];
  });
  return [...checks, ...tests.toSorted((a, b) => rank(a) - rank(b))];
}

/** The longest first, so that none of them is left for the end; the others as they are. */
const LONGEST = ["testkit", "nodes", "cluster-testkit", "server", "wire", "cluster-server"];

/** @param {{ name: string }} part */
function rank({ name }) {
  const place = LONGEST.indexOf(name);
  return place < 0 ? LONGEST.length : place;
}

/**
 * Dealt out in turn: tests that lie beside each other take alike long.
 * @param {string[]} files
 * @param {number} parts
 */
function dealt(files, parts) {
  return Array.from({ length: parts }, (_, part) => files.filter((_, i) => i % parts === part));
}
