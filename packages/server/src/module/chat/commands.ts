import { directId, directPeople } from "@skein/protocol";
import { command, type Command } from "../../command/command.ts";
import { Refusal } from "../../kit/refusal.ts";
import { memberOf } from "../../message/admit.ts";
import { createDirect } from "../../message/direct.ts";
import { Json } from "../../message/encode.ts";
import type { Events } from "../../message/events.ts";
import { readConversation, readList, type Reading } from "../../message/read.ts";
import type { Resume } from "../../message/resume.ts";
import type { Line } from "../../message/send.ts";
import type { Presence } from "../../session/presence.ts";
import { readDigest } from "./digest.ts";
import { moveMarks } from "./marks.ts";
import { readMembers } from "./members.ts";
import { watchPresence, type PresenceReading } from "./presence.ts";
import { type MayWrite, tellTyping } from "./typing.ts";

/** What the rows of this room use. */
interface ChatRoom {
  readonly line: Line;
  readonly reading: Reading;
  readonly events: Events;
  readonly resume: Resume;
  readonly presence: Presence;
  readonly seen: PresenceReading;
  readonly mayWrite: MayWrite;
}

export function chatCommands(room: ChatRoom): Command[] {
  const { line, reading } = room;
  return [
    command("conversation.list", (caller, params) => readList(reading, caller.user, params), 5),
    command("conversation.get", (caller, { conv }) => readConversation(reading, caller.user, conv)),
    command(
      "conversation.open",
      async (caller, { user }) => {
        const id = directId(caller.user, user);
        if (!(await line.conversations.get(id))) {
          if (!(await line.people.exists(user))) throw new Refusal("not_found");
          if (!(await room.mayWrite(caller.user, id))) throw new Refusal("not_accepted");
          await line.commit.submit({ rows: createDirect(directPeople(id) ?? [user, user], line.clock.now()) });
        }
        return readConversation(reading, caller.user, id);
      },
      2,
    ),
    command("conversation.mark", (caller, { marks }) => moveMarks(line, caller.user, marks)),
    command("conversation.typing", (caller, { conv, active }) => tellTyping(room, caller.user, conv, active)),
    command(
      "conversation.members",
      async (caller, { conv, after = "", limit = 100 }) => {
        const conversation = await memberOf(line.conversations, conv, caller.user);
        // who reads a channel is told to those who write in it
        const reads = conversation.settings["channel"] === true;
        if (reads && conversation.members.get(caller.user)?.role === "member") throw new Refusal("forbidden");
        return readMembers(reading, conv, after, limit);
      },
      2,
    ),
    command("presence.watch", (caller, { users }) => watchPresence(room, caller, users), 3),
    command(
      "sync.changes",
      async (caller, { cursor }) => {
        const found = await room.resume.since(caller.user, cursor);
        if ("reset" in found) {
          return new Json(
            `{"resume":"reset","reason":"${found.reset}","conversations":[],"users":[],"cursor":"${found.cursor}"}`,
          );
        }
        return new Json(`{"resume":"delta",${found.changes.text}}`);
      },
      5,
    ),
    command("sync.verify", (caller, { conv, seq }) => readDigest(reading, caller.user, conv, seq), 2),
  ];
}
