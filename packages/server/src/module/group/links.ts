import type { GroupPreview } from "@skein/protocol/schema";
import { command, type Command, signedIn } from "../../command/command.ts";
import { newSecret } from "../../kit/id.ts";
import { Refusal } from "../../kit/refusal.ts";
import { Json } from "../../message/encode.ts";
import { groupFor, rolesThatMay, settingsOf } from "./access.ts";
import { groupCommand } from "./afresh.ts";
import { deleteLink, insertLink, isOver, linkJson, linkOf, linksOf, over, sweepLinks } from "./link-store.ts";
import { peoplePage } from "./page.ts";
import { hasAsked } from "./request-store.ts";
import { DONE, type GroupRoom } from "./room.ts";
import { stillHas, stillThere } from "./store.ts";

/** Ways into a group that can be passed on. */
export function linkCommands(room: GroupRoom): Command[] {
  const { line, random } = room;
  const { conversations, clock } = line;
  return [
    groupCommand(
      conversations,
      "group.link.create",
      async (caller, { conv, expires = 0, limit = 0, approval = false }) => {
        const group = await groupFor(conversations, conv, caller.user, "invite");
        const created = clock.now();
        if (expires > 0 && expires <= created) throw new Refusal("invalid", { path: "/expires", message: "is over" });
        const bounds = { expires, most: limit, uses: 0, approval: approval ? 1 : 0 };
        const link = { code: newSecret(random), maker: caller.user, created, ...bounds };
        const guards = [stillThere(conv), stillHas(conv, caller.user, rolesThatMay(group, "invite"))];
        await line.commit.submit({ rows: [...guards, sweepLinks(conv, created), insertLink(conv, link)] });
        return linkJson(link, caller.base);
      },
      5,
    ),
    groupCommand(conversations, "group.link.list", async (caller, { conv }) => {
      await groupFor(conversations, conv, caller.user, "invite");
      const links = (await linksOf(room, conv, clock.now())).map((row) => linkJson(row, caller.base));
      const named = links.map(({ by }) => by);
      return new Json(`{"links":${JSON.stringify(links)},${await peoplePage(room, named, undefined)}}`);
    }),
    groupCommand(conversations, "group.link.revoke", async (caller, { conv, code }) => {
      const group = await groupFor(conversations, conv, caller.user, "invite");
      await line.commit.submit({
        rows: [stillHas(conv, caller.user, rolesThatMay(group, "invite")), deleteLink(conv, code)],
      });
      return DONE;
    }),
    command("group.preview", (asker, { code }) => preview(room, signedIn(asker), code), 5),
  ];
}

/** What a link leads to. Whoever is in, or waits to be let in, is told so, also after its end. [GROUP-20] */
async function preview(room: GroupRoom, user: string | undefined, code: string): Promise<GroupPreview> {
  const { conversations, clock } = room.line;
  const link = await linkOf(room, code);
  const group =
    link && (await (user === undefined ? conversations.get(link.conv) : conversations.for(link.conv, user)));
  if (!link || !group) throw new Refusal("not_found");
  const member = user !== undefined && group.members.has(user);
  const { dissolved, description, avatar } = settingsOf(group);
  if (dissolved !== undefined && !member) throw new Refusal("ended", { until: dissolved });
  const asked = user !== undefined && !member && link.approval > 0 && (await hasAsked(room, group.id, user));
  if (isOver(link, clock.now()) && !member && !asked) throw over(link, clock.now());
  return {
    name: group.name ?? "",
    ...(group.color === null ? {} : { color: group.color }),
    ...(avatar ? { avatar } : {}),
    members: group.members.size,
    ...(description === undefined || description === "" ? {} : { description }),
    approval: link.approval > 0,
    ...(member ? { conv: group.id } : {}),
    ...(asked ? { asked } : {}),
  };
}
