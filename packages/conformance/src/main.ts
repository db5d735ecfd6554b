import { lineOf, jsonOf, type Outcome, sumOf } from "./report.ts";
import { optionsOf, USAGE, UsageFault } from "./options.ts";
import { conform } from "./run.ts";
import { Unready } from "./unready.ts";

/** `skein-conformance URL …`: the exit code says whether rules are broken (1) or could not be looked at (2). */
async function main(args: readonly string[]): Promise<number> {
  if (args.includes("--help")) {
    console.log(USAGE);
    return 0;
  }
  try {
    const { options, json, verbose } = optionsOf(args);
    const tell = (outcome: Outcome): void => {
      if (!json && (verbose || outcome.result !== "pass")) console.log(lineOf(outcome));
    };
    const report = await conform(options, tell);
    console.log(json ? jsonOf(report) : sumOf(report, verbose));
    return report.outcomes.some(({ result }) => result === "fail") ? 1 : 0;
  } catch (fault) {
    if (fault instanceof UsageFault) console.error(`${fault.message}\n\n${USAGE}`);
    else if (fault instanceof Unready) console.error(fault.message);
    else throw fault;
    return 2;
  }
}

process.exitCode = await main(process.argv.slice(2));
