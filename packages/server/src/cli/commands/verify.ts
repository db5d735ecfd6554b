import { resolve } from "node:path";
import { systemClock } from "../../kit/clock.ts";
import { StartFault } from "../../kit/start-fault.ts";
import { compareLogs } from "../../storage/proof/compare.ts";
import type { Finding, Logs } from "../../storage/proof/logs.ts";
import { isPostgres, openLogs } from "../../storage/proof/open-logs.ts";
import { proveLogs } from "../../storage/proof/prove.ts";
import type { CliCommand, Given } from "../command.ts";
import { counted } from "../counted.ts";
import { databaseFault, shownPlace } from "../database-fault.ts";
import { inRows, progress } from "../progress.ts";
import { say } from "../screen.ts";

/** Findings that are printed; of all others there is the number. */
const SHOWN = 100;

export const verify: CliCommand = {
  name: "verify",
  usage: "[--conversation <id>] [--store <place>] [--against <place>]",
  summary: "Proves that every conversation is what was written: no entry lost, changed, doubled or moved.",
  details:
    "Each entry is kept with a digest of all before it. This makes them anew from the entries and compares; it changes nothing, and a\nserver may run meanwhile. A place is a database of PostgreSQL (postgres://…), a data folder, or a file of SQLite.\nThe exit code is 0 when all is whole.",
  words: [0, 0],
  flags: {
    conversation: { type: "string", summary: "This conversation alone." },
    store: { type: "string", summary: "The store to prove, instead of the one that the settings name." },
    against: { type: "string", summary: "Another store, which must have the same conversations." },
  },
  run,
};

async function run({ flags, settings }: Given): Promise<number> {
  const { config } = settings.load();
  const place = placeOf(flags["store"]) ?? config.postgres ?? resolve(config.data);
  const against = placeOf(flags["against"]);
  const only = typeof flags["conversation"] === "string" ? flags["conversation"] : undefined;
  const findings = new Findings();
  await using logs = await opened(place);
  await inPlace(place, async () => {
    const total = only === undefined ? await logs.totals() : { entries: (await logs.head(only))?.seq ?? 0 };
    const step = progress(process.stderr, inRows(systemClock))("Proving", total.entries);
    const proven = await proveLogs(logs, { ...(only !== undefined && { only }), found: findings.add, step });
    step(total.entries);
    say(
      `Proved ${counted(proven.logs, "conversation")} with ${counted(proven.entries, "entry", "entries")} in ${shownPlace(place)}.`,
    );
  });
  if (against !== undefined) {
    await using other = await opened(against);
    const same = await inPlace(against, () => compareLogs(logs, other, findings.add));
    say(`${counted(same, "conversation")} the same in ${shownPlace(against)}.`);
  }
  return findings.told();
}

/** What was found, as lines; bounded, for a store may be wrong everywhere. */
class Findings {
  #many = 0;

  readonly add = ({ conv, what }: Finding): void => {
    this.#many += 1;
    if (this.#many <= SHOWN) say(`  ${conv}: ${what}`);
  };

  /** Says the sum; the exit code. */
  told(): number {
    if (this.#many > SHOWN) say(`  … and ${this.#many - SHOWN} more`);
    say(this.#many === 0 ? "All is whole." : `${counted(this.#many, "thing is", "things are")} wrong.`);
    return this.#many === 0 ? 0 : 1;
  }
}

function placeOf(flag: string | boolean | undefined): string | undefined {
  if (typeof flag !== "string") return undefined;
  return isPostgres(flag) ? flag : resolve(flag);
}

async function opened(place: string): Promise<Logs> {
  const logs = await inPlace(place, () => openLogs(place));
  if (!logs) throw new StartFault("data", `There is no database in ${place}.`, "Name the data folder with --data.");
  return logs;
}

async function inPlace<T>(place: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (fault) {
    throw databaseFault(fault, place);
  }
}
