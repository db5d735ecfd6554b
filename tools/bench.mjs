import { takeOver } from "./setup/child.mjs";
import { BENCH_MEGABYTES, installDependencies } from "./setup/dependencies.mjs";
import { runToExit } from "./setup/failure.mjs";
import { prepare } from "./setup/prepare.mjs";
import { inProject } from "./setup/project.mjs";

/** Runs the benchmark, whose own packages (the peers) are kept out of the product's install. */
runToExit(async () => {
  const { bun } = await prepare({ webApp: false });
  await installDependencies(inProject("bench"), BENCH_MEGABYTES);
  return takeOver(bun, [inProject("bench", "main.ts"), ...process.argv.slice(2)]);
});
