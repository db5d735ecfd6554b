import { command, type Command } from "../../command/command.ts";
import { announcementCommands } from "./announcement.ts";
import { banCommands } from "./ban.ts";
import { create } from "./create.ts";
import { joinCommands } from "./join.ts";
import { linkCommands } from "./links.ts";
import { memberCommands } from "./members.ts";
import { membershipCommands } from "./membership.ts";
import { readerCommands } from "./readers.ts";
import { requestCommands } from "./requests.ts";
import { roleCommands } from "./roles.ts";
import type { GroupRoom } from "./room.ts";
import { settingsCommands } from "./settings.ts";

/** All that can be asked of groups. */
export function groupCommands(room: GroupRoom): Command[] {
  return [
    command("group.create", (caller, params) => create(room, caller.user, params), 10),
    ...[membershipCommands, roleCommands, settingsCommands, announcementCommands].flatMap((rows) => rows(room)),
    ...[linkCommands, joinCommands, requestCommands, banCommands].flatMap((rows) => rows(room)),
    ...[memberCommands, readerCommands].flatMap((rows) => rows(room)),
  ];
}
