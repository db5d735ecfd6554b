import { openDataFolder } from "../../home/folder.ts";
import { Lock } from "../../home/lock.ts";
import { StartFault } from "../../kit/start-fault.ts";
import type { CliCommand } from "../command.ts";
import { follow } from "../follow.ts";
import { guest } from "../guest.ts";
import { running } from "../reach.ts";

export const tail: CliCommand = {
  name: "tail",
  usage: "<conversation> --as <person> [--last <count>]",
  summary: "Follows a conversation in the terminal, as one of its members sees it, until Ctrl-C.",
  words: [1, 1],
  flags: {
    as: { type: "string", summary: "Id or log-in name of a member." },
    last: { type: "string", summary: "How many of the latest messages to begin with (default 10, at most 100)." },
  },
  async run({ words: [conv = ""], flags, settings }) {
    const person = flags["as"];
    if (typeof person !== "string")
      throw new StartFault("usage", "Whose eyes? Give --as <person>.", "Try: skein tail --help");
    const last = Number(flags["last"] ?? 10);
    if (!Number.isInteger(last) || last < 0 || last > 100)
      throw new StartFault("usage", "--last must be a whole number from 0 to 100.", "");
    const reached = whatRuns(settings.load().config.data);
    await using reader = await guest(reached, person, "skein tail");
    return await follow(reached, reader, { conv, last });
  },
};

function whatRuns(data: string) {
  const folder = openDataFolder(data);
  using lock = Lock.take(folder);
  if (lock) throw new StartFault("refused", `No server runs on ${folder}.`, "Start one with: skein serve");
  return running(folder);
}
