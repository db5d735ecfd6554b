import { LIMITS, selfId } from "@skein/protocol";
import type { Params, Result } from "@skein/protocol/schema";
import { command, type Command } from "../../command/command.ts";
import { Refusal } from "../../kit/refusal.ts";
import type { Conversation } from "../../message/conversation.ts";
import { settingsOf } from "./access.ts";
import { bannedOf, forgetRequests } from "./ban-store.ts";
import { isOver, type LinkTarget, linkOf, over, takeLink } from "./link-store.ts";
import { historyFor } from "./membership.ts";
import { ask, hasAsked, tellStaff } from "./request-store.ts";
import type { GroupRoom } from "./room.ts";
import { insertMembers, notice, resize, stillThere } from "./store.ts";

type Joined = Result<"group.join">;

/** Coming in by a link. */
export function joinCommands(room: GroupRoom): Command[] {
  return [command("group.join", (caller, params) => join(room, caller.user, params), 5)];
}

/** Looks again where somebody added, banned or let them in meanwhile. */
async function join(room: GroupRoom, user: string, params: Params<"group.join">, tries = 3): Promise<Joined> {
  const { conversations, clock } = room.line;
  const link = await linkOf(room, params.code);
  const group = link && (await conversations.for(link.conv, user));
  if (!link || !group) throw new Refusal("not_found");
  if (group.members.has(user)) return { state: "joined", conv: group.id };
  const { dissolved } = settingsOf(group);
  if (dissolved !== undefined) throw new Refusal("ended", { until: dissolved });
  if ((await bannedOf(room, group.id, [user])).length > 0) throw new Refusal("refused");
  if (link.approval > 0 && (await hasAsked(room, group.id, user))) return { state: "asked" };
  if (isOver(link, clock.now())) throw over(link, clock.now());
  try {
    return await (link.approval > 0
      ? askToCome(room, user, group, link, params.note)
      : comeIn(room, user, group, link));
  } catch (fault) {
    if (!Refusal.is(fault, "conflict") || tries === 0) throw fault;
    await conversations.anew(group.id);
    return join(room, user, params, tries - 1);
  }
}

async function comeIn({ line, most }: GroupRoom, user: string, group: Conversation, link: LinkTarget): Promise<Joined> {
  const conv = group.id;
  const seen = historyFor(group);
  await line.commit.submit({
    rows: [
      stillThere(conv),
      takeLink(link.code, line.clock.now()),
      insertMembers(conv, [user], "member", seen.history),
      resize(conv, 1, most),
      forgetRequests(conv, [user]),
    ],
    entries: [notice(conv, user, "member.joined", seen), notice(selfId(user), user, "self.joined", { conv })],
  });
  return { state: "joined", conv };
}

/** The link counts whoever asks by it. */
async function askToCome(
  room: GroupRoom,
  user: string,
  { id: conv }: Conversation,
  link: LinkTarget,
  note: string | undefined,
): Promise<Joined> {
  const now = room.line.clock.now();
  await room.line.commit.submit({
    rows: [stillThere(conv), takeLink(link.code, now), ask(conv, user, note?.trim(), now, LIMITS.groupRequests)],
    entries: await tellStaff(room, conv, user),
  });
  return { state: "asked" };
}
