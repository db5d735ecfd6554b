import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { unpack } from "../../backup/unpack.ts";
import { openDataFolder, openToOthers } from "../../home/folder.ts";
import { hold } from "../../home/hold.ts";
import { readRunning } from "../../home/lock.ts";
import { beginRestore, commitRestore, dataIn } from "../../home/restoring.ts";
import { newId, systemRandom } from "../../kit/id.ts";
import { StartFault } from "../../kit/start-fault.ts";
import { migrations } from "../../server/store.ts";
import { backupFault } from "../backup-fault.ts";
import type { CliCommand } from "../command.ts";
import { isOfPostgres, restoreToPostgres } from "../postgres-store.ts";
import { progress } from "../progress.ts";
import { complain, say } from "../screen.ts";

export const restore: CliCommand = {
  name: "restore",
  usage: "<file> [--replace]",
  summary: "Puts an archive of `skein backup` into the data folder, which must be empty.",
  details:
    "Everything is unpacked and compared first; only then does it take its place, in one step that a kill cannot halve. Clients of the\nserver that was backed up read everything anew: the store gets another identity.\nWhere the settings name a PostgreSQL, an archive of it goes into that database, which must be empty.",
  words: [1, 1],
  flags: {
    replace: { type: "boolean", summary: "The folder is not empty: move what is there into replaced-1 in it." },
  },
  async run({ words: [file = ""], flags, settings }) {
    const archive = resolve(file);
    if (!existsSync(archive)) throw new StartFault("data", `There is no file ${archive}.`, "");
    if (openToOthers(archive))
      complain(`Note: others can read ${archive}, where the messages and secrets are. Run: chmod 600 ${archive}`);
    const { config } = settings.load();
    if (config.postgres !== undefined) {
      await restoreToPostgres(archive, config.postgres);
      return 0;
    }
    if (isOfPostgres(archive))
      throw new StartFault(
        "refused",
        `${archive} is a back-up of PostgreSQL.`,
        "Name an empty database: SKEIN_POSTGRES, or postgres in the settings file.",
      );
    const folder = openDataFolder(config.data);
    using lock = hold(folder);
    if (!lock) throw inUse(folder);
    if (dataIn(folder).length > 0 && flags["replace"] !== true)
      throw new StartFault("data", `${folder} is not empty.`, "Name another folder with --data, or say --replace.");
    try {
      const place = beginRestore(folder);
      const identity = { epoch: newId(systemRandom).slice(0, 8), migrations };
      const { at } = await unpack(archive, place, identity, progress(process.stderr));
      const kept = commitRestore(folder);
      say(`Restored to ${folder}, as of ${at}. Start the server now: clients will read anew.`);
      if (kept !== undefined) say(`What was there is in ${kept}; remove it when all is well.`);
      return 0;
    } catch (fault) {
      throw backupFault(fault, archive);
    }
  },
};

function inUse(folder: string): StartFault {
  const process = readRunning(folder)?.pid ?? "unknown";
  return new StartFault("locked", `A server runs on ${folder}, process ${process}.`, "Stop it first.");
}
