import { askLocal } from "../ask.ts";
import type { CliCommand } from "../command.ts";
import { withServer } from "../reach.ts";
import { say } from "../screen.ts";

export const token: CliCommand = {
  name: "token",
  usage: "<id or login> [--device <name>]",
  summary: "Makes a token for a person: a device that stays signed in until it is signed out.",
  words: [1, 1],
  flags: { device: { type: "string", summary: "How the device is called in the person's list." } },
  run: ({ words: [user], flags, settings }) =>
    withServer(settings.load().config, async (reached) => {
      const made = await askLocal<{ token: string }>(reached, "token", {
        user,
        device: flags["device"] ?? "skein token",
      });
      say(made.token);
      return 0;
    }),
};
