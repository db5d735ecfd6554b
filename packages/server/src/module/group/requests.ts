import { selfId } from "@skein/protocol";
import type { Command } from "../../command/command.ts";
import { Refusal } from "../../kit/refusal.ts";
import { Json } from "../../message/encode.ts";
import { groupFor, rolesThatMay } from "./access.ts";
import { groupCommand, retriedAfresh } from "./afresh.ts";
import { historyFor } from "./membership.ts";
import { peoplePage } from "./page.ts";
import { requestsIn, requestsOf, takeRequest, tellStaff } from "./request-store.ts";
import { DONE, type GroupRoom } from "./room.ts";
import { insertMembers, notice, resize, stillHas, stillThere } from "./store.ts";

/** Those who ask to come in, and what becomes of them. [GROUP-12] */
export function requestCommands(room: GroupRoom): Command[] {
  const { conversations } = room.line;
  return [
    groupCommand(
      conversations,
      "group.requests",
      async (caller, { conv, limit = 100 }) => {
        await groupFor(conversations, conv, caller.user, "approve");
        const [rows, total] = await Promise.all([requestsIn(room, conv, limit), requestsOf(room, conv)]);
        const requests = rows.map(({ person, note, asked }) => ({
          user: person,
          ...(note === null ? {} : { note }),
          at: asked,
        }));
        const named = requests.map(({ user }) => user);
        return new Json(
          `{"requests":${JSON.stringify(requests)},"total":${total},${await peoplePage(room, named, undefined)}}`,
        );
      },
      2,
    ),
    groupCommand(conversations, "group.answer", (caller, { conv, user, accept }) =>
      retriedAfresh(conversations, conv, () => answer(room, caller.user, conv, user, accept)),
    ),
  ];
}

async function answer(room: GroupRoom, by: string, conv: string, user: string, accept: boolean): Promise<object> {
  const { line, most } = room;
  const group = await groupFor(line.conversations, conv, by, "approve");
  // somebody has added them meanwhile, which answers it
  if (group.members.has(user)) throw new Refusal("ended");
  const staff = await tellStaff(room, conv, by);
  const guards = [stillThere(conv), stillHas(conv, by, rolesThatMay(group, "approve")), takeRequest(conv, user)];
  if (!accept) {
    const told = notice(selfId(user), by, "self.refused", { name: group.name ?? "" });
    await line.commit.submit({ rows: guards, entries: [...staff, told] });
    return DONE;
  }
  const seen = historyFor(group);
  await line.commit.submit({
    rows: [...guards, insertMembers(conv, [user], "member", seen.history), resize(conv, 1, most)],
    entries: [
      notice(conv, user, "member.joined", { by, ...seen }),
      notice(selfId(user), by, "self.joined", { conv, asked: true }),
      ...staff,
    ],
  });
  return DONE;
}
