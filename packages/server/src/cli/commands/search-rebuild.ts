import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Config } from "../../config.ts";
import { systemClock } from "../../kit/clock.ts";
import { systemRandom } from "../../kit/id.ts";
import { StartFault } from "../../kit/start-fault.ts";
import { rebuildOwn, rebuildShared } from "../../module/search/index.ts";
import { openStore } from "../../server/store.ts";
import type { CliCommand } from "../command.ts";
import { counted } from "../counted.ts";
import { databaseFault } from "../database-fault.ts";
import { inRows, progress } from "../progress.ts";
import { say } from "../screen.ts";

export const searchRebuild: CliCommand = {
  name: "search rebuild",
  usage: "",
  summary: "Builds the search index anew, while the server runs.",
  details:
    "The index is made from what was said alone, so nothing can be lost with it. The new one is built beside the old one, which answers\nmeanwhile; when it is whole it takes the old one's place.",
  words: [0, 0],
  async run({ settings }) {
    const { config } = settings.load();
    const place = config.postgres ?? resolve(config.data);
    const began = systemClock.now();
    const { entries, bytes } = await built(config).catch((fault: unknown) => {
      throw databaseFault(fault, place);
    });
    const seconds = Math.max(1, Math.round((systemClock.now() - began) / 1000));
    say(
      `${counted(entries, "entry", "entries")} read in ${seconds} s; the index takes ${(bytes / 1e6).toFixed(1)} MB.`,
    );
    return 0;
  },
};

async function built(config: Config): ReturnType<typeof rebuildShared> {
  const stage = (total: number) => progress(process.stderr, inRows(systemClock))("Building the index", total);
  if (config.postgres === undefined) {
    const data = resolve(config.data);
    if (!existsSync(join(data, "skein.db")))
      throw new StartFault("data", `There is no database in ${data}.`, "Name the data folder with --data.");
    return rebuildOwn(data, stage);
  }
  const storage = await openStore(config, systemRandom);
  try {
    return await rebuildShared(config.postgres, storage, stage);
  } finally {
    await storage.close();
  }
}
