import { selfId } from "@skein/protocol";
import type { Command } from "../../command/command.ts";
import { Refusal } from "../../kit/refusal.ts";
import { Json } from "../../message/encode.ts";
import { below, groupFor, readableGroup, roleOf, rolesThatMay } from "./access.ts";
import { groupCommand, retriedAfresh } from "./afresh.ts";
import { ban, bansAfter, forgetRequests, notMember, unban } from "./ban-store.ts";
import { mustExist } from "./create.ts";
import { peoplePage } from "./page.ts";
import { DONE, type GroupRoom } from "./room.ts";
import { notice, removeMember, resize, stillHas, stillThere } from "./store.ts";

/** Keeping people out. */
export function banCommands(room: GroupRoom): Command[] {
  const { line } = room;
  const { conversations } = line;
  return [
    groupCommand(conversations, "group.ban", (caller, { conv, user, reason }) =>
      retriedAfresh(conversations, conv, () => keepOut(room, caller.user, conv, user, reason)),
    ),
    groupCommand(conversations, "group.unban", async (caller, { conv, user }) => {
      const group = await groupFor(conversations, conv, caller.user, "remove");
      await line.commit.submit({
        rows: [stillThere(conv), stillHas(conv, caller.user, rolesThatMay(group, "remove")), unban(conv, user)],
      });
      return DONE;
    }),
    groupCommand(
      conversations,
      "group.bans",
      async (caller, { conv, after = "", limit = 100 }) => {
        await readableGroup(conversations, conv, caller.user, "remove");
        const rows = await bansAfter(room, conv, after, limit + 1);
        const bans = rows.slice(0, limit).map(({ person, maker, made, reason }) => ({
          user: person,
          by: maker,
          at: made,
          ...(reason === null ? {} : { reason }),
        }));
        const named = bans.flatMap(({ user, by }) => [user, by]);
        return new Json(
          `{"bans":${JSON.stringify(bans)},${await peoplePage(room, named, rows.length > limit ? bans.at(-1)?.user : undefined)}}`,
        );
      },
      2,
    ),
  ];
}

/** Joins and bans that come at once end in one state: whoever is banned is out. [GROUP-13] */
async function keepOut(
  { line, most }: GroupRoom,
  by: string,
  conv: string,
  user: string,
  reason: string | undefined,
): Promise<object> {
  const group = await groupFor(line.conversations, conv, by, "remove");
  await mustExist(line, [user]);
  const allowed = below(roleOf(group, by));
  const member = group.members.get(user);
  if (user === by || (member && !allowed.includes(member.role))) throw new Refusal("forbidden");
  const rows = [
    // first of all: whoever comes in at the same time waits for it, and what follows sees who came in before
    stillThere(conv),
    stillHas(conv, by, [roleOf(group, by)]),
    ban(conv, user, by, line.clock.now(), reason),
    forgetRequests(conv, [user]),
  ];
  if (!member) {
    await line.commit.submit({ rows: [...rows, notMember(conv, user)] });
    return DONE;
  }
  await line.commit.submit({
    rows: [...rows, removeMember(conv, user, allowed), resize(conv, -1, most)],
    entries: [
      notice(conv, by, "member.removed", { user, banned: true }),
      notice(selfId(user), by, "self.left", { conv, reason: "banned" }),
    ],
  });
  return DONE;
}
