import { existsSync } from "node:fs";
import { join } from "node:path";
import { hold } from "../../home/hold.ts";
import { readRunning } from "../../home/lock.ts";
import { openDataFolder } from "../../home/folder.ts";
import { newId, systemRandom } from "../../kit/id.ts";
import { StartFault } from "../../kit/start-fault.ts";
import { renewEpoch } from "../../storage/sqlite/epoch.ts";
import type { CliCommand } from "../command.ts";
import { renewPostgres } from "../postgres-store.ts";
import { say } from "../screen.ts";

export const restored: CliCommand = {
  name: "restored",
  usage: "",
  summary: "To be run once after a back-up was put back: clients then read anew.",
  details:
    "Devices remember where they were in the log. After a back-up that place may hold something else; with a new identity of the store\nthey know, and read everything again instead of mixing two histories.",
  words: [0, 0],
  async run({ settings }) {
    const { config } = settings.load();
    if (config.postgres !== undefined) {
      await renewPostgres(config.postgres);
      say("Clients will read anew. Start the nodes now.");
      return 0;
    }
    const folder = openDataFolder(config.data);
    using lock = hold(folder);
    if (!lock)
      throw new StartFault(
        "locked",
        `A server runs on ${folder}, process ${readRunning(folder)?.pid ?? "unknown"}.`,
        "Stop it first.",
      );
    const file = join(folder, "skein.db");
    if (!existsSync(file))
      throw new StartFault("data", `There is no database in ${folder}.`, "Put the back-up there first.");
    renewEpoch(file, newId(systemRandom).slice(0, 8));
    say("Clients will read anew. Start the server now.");
    return 0;
  },
};
