import { readdirSync } from "node:fs";
import { dirname } from "node:path";
import { makeBackup } from "../src/backup/make.ts";
import { systemClock } from "../src/kit/clock.ts";
import { backupFault } from "../src/cli/backup-fault.ts";
import { fill } from "./disk.ts";

/*
 * A program for backup.test.ts, run on a small disk: makes a back-up, and at a stage of it the disk becomes full. Prints what the
 * person would be told and what is left there.
 */
const [data = "", target = "", when = ""] = process.argv.slice(2);
const stages = (name: string) => {
  if (name === when) fill(`${dirname(target)}/ballast`);
  return () => undefined;
};
const outcome = await makeBackup({ data, settings: undefined, target }, stages, systemClock).catch((fault: unknown) =>
  backupFault(fault, target),
);
process.stdout.write(JSON.stringify({ told: String(outcome), left: readdirSync(dirname(target)) }));
process.exit(0);
