import { conversationKind } from "@skein/protocol";
import { newId, systemRandom } from "../../kit/id.ts";
import { StartFault } from "../../kit/start-fault.ts";
import { askLocal, type Reached } from "../ask.ts";
import type { CliCommand } from "../command.ts";
import { guest, type Guest } from "../guest.ts";
import { withServer } from "../reach.ts";
import { say } from "../screen.ts";

export const send: CliCommand = {
  name: "send",
  usage: "<from> <conversation or person> <text> [--key <key>]",
  summary: "Says something as a person, to a conversation or to another person.",
  details:
    "People are named by id or log-in name. With the same --key the message is sent once, however often the command runs.",
  words: [3, 3],
  flags: { key: { type: "string", summary: "Idempotency key: 8 to 64 letters, digits, - and _." } },
  run: ({ words: [from = "", to = "", text = ""], flags, settings }) =>
    withServer(settings.load().config, async (reached) => {
      await using sender = await guest(reached, from, "skein send");
      const conv = await conversationOf(reached, sender, to);
      const key = typeof flags["key"] === "string" ? flags["key"] : newId(systemRandom);
      const { seq } = await sender.ask("message.send", { conv, key, kind: "text", body: { text } });
      say(`${conv} ${seq}`);
      return 0;
    }),
};

async function conversationOf(reached: Reached, sender: Guest, to: string): Promise<string> {
  if (conversationKind(to)) return to;
  const { user } = await askLocal<{ user?: string }>(reached, "find", { user: to });
  if (user === undefined)
    throw new StartFault("refused", `There is nobody with the id or log-in name "${to}".`, "See: skein user list");
  return (await sender.ask("conversation.open", { user })).conversation.id;
}
