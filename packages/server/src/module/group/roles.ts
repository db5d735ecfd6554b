import type { Command } from "../../command/command.ts";
import { Refusal } from "../../kit/refusal.ts";
import { indexName } from "../account/index.ts";
import { below, groupFor, roleOf, rolesThatMay } from "./access.ts";
import { groupCommand } from "./afresh.ts";
import { DONE, type GroupRoom } from "./room.ts";
import { muteMember, nameMember, notice, setRole, stillHas, stillThere } from "./store.ts";

/** What members are in a group: their role, whether they may speak, what they call themselves. */
export function roleCommands({ line }: GroupRoom): Command[] {
  const { conversations } = line;
  return [
    groupCommand(conversations, "group.role", async (caller, { conv, user, role }) => {
      const group = await groupFor(conversations, conv, caller.user, "owner");
      if (roleOf(group, user) === role) return DONE;
      await line.commit.submit({
        rows: [stillThere(conv), stillHas(conv, caller.user, ["owner"]), setRole(conv, user, role)],
        entries: [notice(conv, caller.user, "member.role", { user, role })],
      });
      return DONE;
    }),
    groupCommand(conversations, "group.transfer", async (caller, { conv, user }) => {
      const group = await groupFor(conversations, conv, caller.user, "owner");
      roleOf(group, user);
      if (user === caller.user) return DONE;
      await line.commit.submit({
        rows: [
          stillThere(conv),
          stillHas(conv, caller.user, ["owner"]),
          setRole(conv, user, "owner"),
          setRole(conv, caller.user, "admin"),
        ],
        entries: [notice(conv, caller.user, "member.transferred", { user })],
      });
      return DONE;
    }),
    groupCommand(conversations, "group.mute", async (caller, { conv, user, until }) => {
      const group = await groupFor(conversations, conv, caller.user, "mute");
      const allowed = below(roleOf(group, caller.user));
      if (user === caller.user || !allowed.includes(roleOf(group, user))) throw new Refusal("forbidden");
      await line.commit.submit({
        rows: [
          stillThere(conv),
          stillHas(conv, caller.user, [roleOf(group, caller.user)]),
          muteMember(conv, user, allowed, until),
        ],
        entries: [notice(conv, caller.user, "member.muted", { user, until })],
      });
      return DONE;
    }),
    groupCommand(
      conversations,
      "group.nick",
      async (caller, { conv, nick }) => {
        const group = await groupFor(conversations, conv, caller.user, "nick");
        const name = nick.trim();
        if ((group.members.get(caller.user)?.nick ?? "") === name) return DONE;
        await line.commit.submit({
          rows: [
            stillThere(conv),
            stillHas(conv, caller.user, rolesThatMay(group, "nick")),
            nameMember(conv, caller.user, name || null, name === "" ? null : soughtAs(name)),
          ],
          entries: [notice(conv, caller.user, "member.nick", { nick: name })],
        });
        return DONE;
      },
      5,
    ),
  ];
}

/** How a nickname is found: as it is written, and as it is said. */
function soughtAs(nick: string): string {
  const { folded, spelled } = indexName(nick);
  return folded + spelled;
}
