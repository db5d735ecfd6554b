import { existsSync } from "node:fs";
import { join } from "node:path";
import { openDataFolder } from "../../home/folder.ts";
import { hold } from "../../home/hold.ts";
import { readRunning } from "../../home/lock.ts";
import { systemClock } from "../../kit/clock.ts";
import { newId, systemRandom } from "../../kit/id.ts";
import { StartFault } from "../../kit/start-fault.ts";
import { migrations, sharedMigrations } from "../../server/store.ts";
import { isPostgres } from "../../storage/proof/open-logs.ts";
import { transfer } from "../../storage/transfer/transfer.ts";
import type { CliCommand, Given } from "../command.ts";
import { counted } from "../counted.ts";
import { databaseFault, shownPlace } from "../database-fault.ts";
import { inRows, progress } from "../progress.ts";
import { say } from "../screen.ts";
import { filesOf } from "../where-files-lie.ts";

export const migrate: CliCommand = {
  name: "migrate",
  usage: "--to postgres://user:password@host/database",
  summary: "Moves everything from the database in the data folder to PostgreSQL.",
  details:
    "The server must be stopped, and the database empty. Everything is copied as it is, every conversation is proven by its digest, and\nonly then can a server use the database; nothing changes in the data folder. Stopped or killed at any moment, the same command goes\non where it was. After it set `postgres` and start; clients read anew by themselves.",
  words: [0, 0],
  flags: { to: { type: "string", summary: "The database to move to: empty, or one that this was begun with." } },
  run,
};

async function run({ flags, settings }: Given): Promise<number> {
  const to = flags["to"];
  if (typeof to !== "string" || !isPostgres(to))
    throw new StartFault(
      "usage",
      "Where to is not told.",
      "Name a database: --to postgres://user:password@host/database",
    );
  const { config } = settings.load();
  const folder = openDataFolder(config.data);
  using lock = hold(folder);
  if (!lock)
    throw new StartFault(
      "locked",
      `A server runs on ${folder}, process ${readRunning(folder)?.pid ?? "unknown"}.`,
      "Stop it first: what is said meanwhile would stay behind.",
    );
  const file = join(folder, "skein.db");
  if (!existsSync(file))
    throw new StartFault("data", `There is no database in ${folder}.`, "Name the data folder with --data.");
  const began = systemClock.now();
  const moved = await transfer({
    ...{ file, url: to, steps: { sqlite: migrations, postgres: sharedMigrations } },
    epoch: newId(systemRandom).slice(0, 8),
    now: () => systemClock.now(),
    stage: progress(process.stderr, inRows(systemClock)),
  }).catch((fault: unknown) => {
    throw databaseFault(fault, to);
  });
  const seconds = Math.max(1, Math.round((systemClock.now() - began) / 1000));
  if (moved.before > 0) say(`${counted(moved.before, "row was", "rows were")} there from before.`);
  say(
    `Moved ${counted(moved.rows, "row")} to ${shownPlace(to)} in ${seconds} s and proved them:`,
    `${counted(moved.conversations, "conversation")} with ${counted(moved.entries, "entry", "entries")} are what they were.`,
    "Set `postgres` to that address and start. Keep the data folder: its secrets are still used, its database is your back-up.",
    `The files that people sent stay in ${filesOf(config)}: nodes on other machines need \`files.folder\` or \`files.s3\`.`,
  );
  return 0;
}
