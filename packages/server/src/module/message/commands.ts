import { command, type Command } from "../../command/command.ts";
import { memberOf } from "../../message/admit.ts";
import { entryJson, Json } from "../../message/encode.ts";
import { foldedJson, readEntries, readPage } from "../../message/read.ts";
import { send } from "../../message/send.ts";
import { editMessage } from "./edit.ts";
import { forward, unforged } from "./forward.ts";
import { reactTo } from "./react.ts";
import { reactorsOf } from "./reactors.ts";
import { editsOf, recallMessage } from "./recall.ts";
import type { MessageRoom } from "./room.ts";
import { targetOf } from "./target.ts";

/** Messages, and what is done to them. */
export function messageCommands(room: MessageRoom): Command[] {
  const { line, reading } = room;
  return [
    command("message.send", (caller, params) => send(line, caller.user, unforged(params))),
    command("message.list", (caller, params) => readPage(reading, caller.user, params), 2),
    command(
      "message.get",
      async (caller, { conv, seqs }) => {
        const conversation = await memberOf(line.conversations, conv, caller.user);
        const since = conversation.readableFrom(caller.user);
        const entries = await readEntries(
          reading,
          conv,
          seqs.filter((seq) => seq >= since),
        );
        return new Json(`{"entries":${await foldedJson(reading, caller.user, entries)}}`);
      },
      2,
    ),
    command("message.edit", (caller, params) => editMessage(room, caller.user, params), 2),
    command(
      "message.edits",
      async (caller, { conv, seq }) => {
        const { entry, recalled } = await targetOf(reading, caller.user, conv, seq);
        const edits = recalled ? [] : await editsOf(reading, conv, seq);
        return new Json(
          `{"entries":[${[entry, ...edits].map((one) => entryJson(one, undefined, caller.user)).join(",")}]}`,
        );
      },
      2,
    ),
    command("message.recall", (caller, params) => recallMessage(room, caller.user, params), 2),
    command("message.forward", (caller, params) => forward(room, caller.user, params), 10),
    command("message.reactors", (caller, params) => reactorsOf(reading, caller.user, params), 2),
    command("message.react", (caller, params) => reactTo(room, caller.user, params), 2),
  ];
}
