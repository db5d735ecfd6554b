/**
 * One part of the suite: a static check, or the tests of one room.
 * @typedef {object} Part
 * @property {string} name what `npm test -- <name>` runs
 * @property {"static" | "test"} kind
 * @property {boolean} [alone] runs when all others are through, beside no others than such
 * @property {() => Promise<Outcome>} run
 */

/**
 * What a part found.
 * @typedef {object} Outcome
 * @property {number} passed
 * @property {number} failed
 * @property {string[]} skipped names of what was not run
 * @property {string} output printed when something failed
 */

/**
 * A check that is one test by itself.
 * @param {boolean} holds
 * @param {string} output
 * @returns {Outcome}
 */
export function verdict(holds, output) {
  return { passed: holds ? 1 : 0, failed: holds ? 0 : 1, skipped: [], output };
}
