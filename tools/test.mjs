import { existsSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { BENCH_MEGABYTES, installDependencies } from "./setup/dependencies.mjs";
import { runToExit } from "./setup/failure.mjs";
import { prepare } from "./setup/prepare.mjs";
import { inProject } from "./setup/project.mjs";
import { partsOf } from "./suite/parts.mjs";
import { runParts } from "./suite/schedule.mjs";

/**
 * `npm test [-- <filter> …]`: sets up what is missing and runs the suite. The last line is the sum of it all.
 * @param {string[]} args filters; `--static` leaves the tests out
 * @returns {Promise<number>} exit code
 */
async function test(args) {
  const begun = performance.now();
  const staticOnly = args.includes("--static");
  const filters = args.filter((arg) => !arg.startsWith("--"));
  const { bun } = await prepare({ webApp: false });
  // The bench is checked with everything else, so what it imports has to be there.
  if (existsSync(inProject("bench", "package-lock.json")))
    await installDependencies(inProject("bench"), BENCH_MEGABYTES);

  const parts = partsOf(bun, { filters, staticOnly });
  if (parts.length === 0) {
    console.error(`Nothing in the suite matches ${filters.join(", ")}.`);
    return 1;
  }
  const outcomes = await runParts(parts);
  const sum = (/** @type {"passed" | "failed"} */ what) => outcomes.reduce((total, one) => total + one[what], 0);
  const skipped = outcomes.flatMap((one) => one.skipped);

  for (const name of skipped) console.log(`skipped: ${name}`);
  console.log(`\n${((performance.now() - begun) / 1000).toFixed(0)} s in all`);
  const tail = skipped.length ? `, ${skipped.length} skipped` : "";
  console.log(`${sum("passed")} passed, ${sum("failed")} failed${tail}`);
  return sum("failed") === 0 ? 0 : 1;
}

runToExit(() => test(process.argv.slice(2)));
