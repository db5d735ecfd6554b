import { selfId } from "@skein/protocol";
import type { Command } from "../../command/command.ts";
import { Refusal } from "../../kit/refusal.ts";
import { retried } from "../../kit/retried.ts";
import { groupFor, below, readableGroup, roleOf, rolesThatMay, settingsOf } from "./access.ts";
import { groupCommand } from "./afresh.ts";
import { bannedOf, forgetRequests } from "./ban-store.ts";
import { mustExist } from "./create.ts";
import { DONE, type GroupRoom } from "./room.ts";
import { insertMembers, leaveGroup, notice, removeMember, resize, stillHas, stillThere } from "./store.ts";

/** How often people are added again where somebody else added one of them meanwhile. */
const ADD_TRIES = 3;

/** Who is in: adding, removing, leaving. */
export function membershipCommands(room: GroupRoom): Command[] {
  const { line, most } = room;
  const { conversations } = line;
  return [
    groupCommand(
      conversations,
      "group.add",
      (caller, { conv, users }) => retried(ADD_TRIES, () => add(room, caller.user, conv, users)),
      5,
    ),
    groupCommand(conversations, "group.remove", async (caller, { conv, user }) => {
      const group = await groupFor(conversations, conv, caller.user, "remove");
      const allowed = below(roleOf(group, caller.user));
      if (user === caller.user || !allowed.includes(roleOf(group, user))) throw new Refusal("forbidden");
      await line.commit.submit({
        rows: [
          stillThere(conv),
          stillHas(conv, caller.user, [roleOf(group, caller.user)]),
          removeMember(conv, user, allowed),
          resize(conv, -1, most),
        ],
        entries: [
          notice(conv, caller.user, "member.removed", { user }),
          notice(selfId(user), caller.user, "self.left", { conv, reason: "removed" }),
        ],
      });
      return DONE;
    }),
    groupCommand(conversations, "group.leave", async (caller, { conv }) => {
      await readableGroup(conversations, conv, caller.user, "anything");
      await line.commit.submit({
        rows: [leaveGroup(conv, caller.user), resize(conv, -1, most)],
        entries: [
          notice(conv, caller.user, "member.left", {}),
          notice(selfId(caller.user), caller.user, "self.left", { conv, reason: "left" }),
        ],
      });
      return DONE;
    }),
  ];
}

/** What newcomers may read of what was said before, as the body of a notice tells it; nothing where that is all. */
export function historyFor(group: Parameters<typeof settingsOf>[0]): { readonly history?: number } {
  const { history = -1 } = settingsOf(group);
  return history < 0 ? {} : { history };
}

/** Adds those who are not there yet; when somebody else added one of them meanwhile, looks again. [GROUP-7] */
async function add(room: GroupRoom, user: string, conv: string, users: readonly string[]): Promise<object> {
  const { line, most } = room;
  const group = await groupFor(line.conversations, conv, user, "add");
  const newcomers = [...new Set(users)].filter((person) => !group.members.has(person));
  if (newcomers.length === 0) return DONE;
  await mustExist(line, newcomers);
  if ((await bannedOf(room, conv, newcomers)).length > 0) throw new Refusal("refused", { path: "/users" });
  if (group.members.size + newcomers.length > most) throw new Refusal("group_full");
  const seen = historyFor(group);
  await line.commit.submit({
    rows: [
      stillThere(conv),
      stillHas(conv, user, rolesThatMay(group, "add")),
      insertMembers(conv, newcomers, "member", seen.history),
      resize(conv, newcomers.length, most),
      forgetRequests(conv, newcomers),
    ],
    entries: [
      notice(conv, user, "member.added", { users: newcomers, ...seen }),
      ...newcomers.map((person) => notice(selfId(person), user, "self.joined", { conv })),
    ],
  });
  return DONE;
}
