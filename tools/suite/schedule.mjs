import { performance } from "node:perf_hooks";
import { SetupFailure } from "../setup/failure.mjs";
import { verdict } from "./part.mjs";

/** @typedef {import("./part.mjs").Part} Part */
/** @typedef {import("./part.mjs").Outcome} Outcome */

/** Parts at a time: half of what most of them do is waiting for what was started, stopped or killed, so four keep two cores busy. */
const LANES = 4;
/** Browsers at a time. */
export const BROWSERS = 3;

/**
 * Runs parts, some at a time in the order of the list, then those that want to be among themselves, and tells of each as it ends.
 * @param {Part[]} parts
 * @returns {Promise<Outcome[]>}
 */
export async function runParts(parts) {
  /** @type {Outcome[]} */
  const outcomes = [];
  for (const alone of [false, true]) {
    const waiting = parts.filter((part) => Boolean(part.alone) === alone);
    const lane = async () => {
      for (let part = waiting.shift(); part; part = waiting.shift()) outcomes.push(await runPart(part));
    };
    await Promise.all(Array.from({ length: alone ? BROWSERS : LANES }, lane));
  }
  return outcomes;
}

/** @param {Part} part */
async function runPart(part) {
  const begun = performance.now();
  const outcome = await part.run().catch(asFailure);
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  const tests = part.kind === "test" ? `${outcome.passed + outcome.failed} tests` : "";
  console.log(
    `${outcome.failed ? "FAIL" : "ok  "}  ${part.name.padEnd(14)}${tests.padStart(11)}${seconds.padStart(8)} s`,
  );
  if (outcome.failed) console.log(`\n${outcome.output.trim()}\n`);
  return outcome;
}

/**
 * A part that could not be run has failed; the others still run, and the sum is still told.
 * @param {unknown} error
 */
function asFailure(error) {
  if (error instanceof SetupFailure) return verdict(false, `${error.detail}\n${error.message}`);
  return verdict(false, error instanceof Error ? (error.stack ?? error.message) : String(error));
}
