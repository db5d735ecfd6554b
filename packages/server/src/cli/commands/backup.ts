import { existsSync, statSync } from "node:fs";
import { constants, setPriority } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { DATABASE } from "../../backup/manifest.ts";
import { makeBackup } from "../../backup/make.ts";
import { openDataFolder } from "../../home/folder.ts";
import { systemClock } from "../../kit/clock.ts";
import { StartFault } from "../../kit/start-fault.ts";
import { backupFault } from "../backup-fault.ts";
import type { CliCommand } from "../command.ts";
import { backUpPostgres } from "../postgres-store.ts";
import { progress } from "../progress.ts";
import { say } from "../screen.ts";
import { filesElsewhere, filesOf } from "../where-files-lie.ts";

export const backup: CliCommand = {
  name: "backup",
  usage: "<file> [--force]",
  summary: "Writes one archive of everything, while the server runs.",
  details:
    "A tar file with the database as it is at one moment, the secrets, the settings, the files\nthat people sent and all else in the data folder. It appears under\nits name once it is whole and was read back. Whoever has it has everything: only its owner may read it; keep it so.\nOf a cluster it is an archive of PostgreSQL's pg_dump, which must be installed.",
  words: [1, 1],
  flags: { force: { type: "boolean", summary: "Replace the file if it is there." } },
  async run({ words: [file = ""], flags, settings }) {
    const { config, file: read } = settings.load();
    const data = resolve(config.data);
    if (config.postgres !== undefined) {
      requireTarget(resolve(file), data, flags["force"] === true);
      await backUpPostgres(config.postgres, resolve(file));
      say(`The files that people sent are not in it: they lie in ${filesOf(config)}.`);
      return 0;
    }
    if (!existsSync(join(data, DATABASE)))
      throw new StartFault("data", `There is no database in ${data}.`, "Name the data folder with --data.");
    openDataFolder(data);
    requireOwner(data);
    const target = resolve(file);
    requireTarget(target, data, flags["force"] === true);
    // the server that runs beside it goes first; threads made from here on inherit this
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
    const manifest = await makeBackup({ data, settings: read, target }, progress(process.stderr), systemClock).catch(
      (fault: unknown) => {
        throw backupFault(fault, target);
      },
    );
    const names = Object.keys(manifest.files).length;
    const elsewhere = filesElsewhere(config);
    say(`${target}: ${(statSync(target).size / 1e6).toFixed(1)} MB, ${names} files, as of ${manifest.at}.`);
    if (elsewhere !== undefined) say(`The files that people sent are not in it: they lie in ${elsewhere}.`);
    return 0;
  },
};

/** SQLite makes files beside the database for whoever reads it: another's would keep the server out. */
function requireOwner(data: string): void {
  const me = process.getuid?.();
  if (me === undefined || statSync(data).uid === me) return;
  throw new StartFault(
    "data",
    `The data folder ${data} is another user's.`,
    "Run this as the user who runs Skein (sudo -u).",
  );
}

function requireTarget(target: string, data: string, force: boolean): void {
  if (!relative(data, target).startsWith(".."))
    throw new StartFault("data", "A back-up inside of the data folder goes with it.", "Name a file elsewhere.");
  if (!existsSync(dirname(target)))
    throw new StartFault("data", `There is no folder ${dirname(target)}.`, "Make it first, or name another file.");
  if (!existsSync(target)) return;
  if (!statSync(target).isFile()) throw new StartFault("data", `${target} is no file.`, "Name a file.");
  if (!force)
    throw new StartFault("data", `${target} is there already.`, "Name another file, or replace it with --force.");
}
