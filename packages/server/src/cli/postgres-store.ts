import { existsSync, statSync } from "node:fs";
import { dumpPostgres, isPostgresArchive, restorePostgres } from "../backup/postgres.ts";
import { PostgresToolFault } from "../backup/postgres-tools.ts";
import { environment } from "../config.ts";
import { newId, systemRandom } from "../kit/id.ts";
import { StartFault } from "../kit/start-fault.ts";
import { isEmpty, isServed, renewEpoch } from "../storage/postgres/epoch.ts";
import { databaseFault, shownPlace } from "./database-fault.ts";
import { say } from "./screen.ts";

/** A back-up of a cluster's database, while nodes run. */
export async function backUpPostgres(url: string, target: string): Promise<void> {
  await told(url, () => dumpPostgres({ url, environment: environment() }, target));
  say(`${target}: ${(statSync(target).size / 1e6).toFixed(1)} MB, of the database ${shownPlace(url)}.`);
}

/** Puts one into an empty database, under another identity. */
export async function restoreToPostgres(archive: string, url: string): Promise<void> {
  if (!isPostgresArchive(archive))
    throw new StartFault(
      "refused",
      `${archive} is a back-up of a data folder, and the settings name a database.`,
      "Restore it into a folder without the setting postgres, then: skein migrate",
    );
  await told(url, async () => {
    if (!(await isEmpty(url)))
      throw new StartFault(
        "data",
        `The database ${shownPlace(url)} is not empty.`,
        "Make an empty one, and name that.",
      );
    await restorePostgres(archive, { url, environment: environment() });
    await renewEpoch(url, newId(systemRandom).slice(0, 8));
  });
  say(`Restored to ${shownPlace(url)}. Start the nodes now: clients will read anew.`);
}

/** After a database was put back by PostgreSQL's own means. */
export async function renewPostgres(url: string): Promise<void> {
  await told(url, async () => {
    if (await isServed(url))
      throw new StartFault("locked", `Nodes serve from ${shownPlace(url)}.`, "Stop all of them first.");
    await renewEpoch(url, newId(systemRandom).slice(0, 8));
  });
}

/** Whether a file that is to be put back is there and of PostgreSQL. */
export function isOfPostgres(file: string): boolean {
  return existsSync(file) && statSync(file).isFile() && isPostgresArchive(file);
}

async function told(url: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (fault) {
    if (fault instanceof PostgresToolFault)
      throw new StartFault("data", `PostgreSQL's own programs could not do it: ${fault.message}`, "");
    throw databaseFault(fault, url);
  }
}
