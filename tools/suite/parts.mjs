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
import { dealt } from "./weights.mjs";

/** @typedef {import("./part.mjs").Part} Part */

/**
 * Test files that are run the same way.
 * @typedef {object} Group
 * @property {string} name
 * @property {string[]} files from the root
 * @property {(bun: string, name: string, files: string[]) => Promise<import("./part.mjs").Outcome>} run
 * @property {boolean} [alone] as in a part
 */

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
  /** @type {Group[]} */
  const groups = [
    ...rooms.map(({ name, files }) => ({
      name,
      files: files.filter(
        (file) => ![isBrowserTest, isClusterTest, isNodeTest, isProxyTest, isWireTest].some((other) => other(file)),
      ),
      run: bunTests,
    })),
    { name: "wire", files: all.filter(isWireTest), run: bunTests },
    { name: "node", files: all.filter(isNodeTest), run: nodeTests },
    { name: "proxy", files: all.filter(isProxyTest), run: proxyTests },
    // one group a room: much of each is waiting for what was killed to be noticed, and two of them wait at once
    ...rooms.map(({ name, files }) => ({
      name: `cluster-${name}`,
      files: files.filter(isClusterTest),
      run: clusterTests,
    })),
    { name: "nodes", files: all.filter(isWireTest), run: nodesTests },
    // much of each is waiting for a page, so three wait at once
    { name: "browser", files: all.filter(isBrowserTest), run: browserTests, alone: true },
  ];
  const tests = groups.flatMap(({ name, files, run, alone = false }) => {
    const chosen = filters.includes(name) ? files : files.filter(wanted);
    const hands = dealt(chosen, Math.min(SHARES[name] ?? 1, chosen.length));
    return hands.map((hand, at) => {
      const part = hands.length > 1 ? `${name}-${at + 1}` : name;
      return { name: part, kind: /** @type {const} */ ("test"), alone, run: () => run(bun, part, hand) };
    });
  });
  return [...tests, ...checks].toSorted((a, b) => rank(a) - rank(b));
}

/**
 * Into how many parts a group is dealt, where it would take too long as one.
 * @type {Readonly<Record<string, number>>}
 */
const SHARES = { nodes: 2, testkit: 2, "cluster-testkit": 2, browser: BROWSERS };

/** The longest first, so that none of them is left for the end; the others as they are. */
const LONGEST = ["cluster-testkit", "nodes", "testkit", "server", "cluster-server", "wire", "types", "lint", "dead"];

/** @param {{ name: string }} part */
function rank({ name }) {
  const place = LONGEST.indexOf(name.replace(/-\d+$/, ""));
  return place < 0 ? LONGEST.length : place;
}
