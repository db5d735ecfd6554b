import { StartFault } from "../../kit/start-fault.ts";
import type { CliCommand } from "../command.ts";
import { follow } from "../follow.ts";
import { guest } from "../guest.ts";
import { whatRuns } from "../reach.ts";

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
