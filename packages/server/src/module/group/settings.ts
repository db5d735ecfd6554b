import type { GroupChanges, GroupSettings, Params } from "@skein/protocol/schema";
import type { Command } from "../../command/command.ts";
import { Refusal } from "../../kit/refusal.ts";
import type { Conversation } from "../../message/conversation.ts";
import { groupFor, may, type Needed, roleOf, rolesThatMay, settingsOf } from "./access.ts";
import { groupCommand, retriedAfresh } from "./afresh.ts";
import { DONE, type GroupRoom } from "./room.ts";
import { changeGroup, changeSettings, dissolve, notice, stillHas, stillThere } from "./store.ts";

/** Who may change what of a group. */
const NEEDED = {
  permissions: "owner",
  description: "info",
  slow: "rules",
  history: "rules",
  mutedUntil: "mute",
} as const satisfies Record<keyof GroupChanges, Needed>;

/** What a group is and has set for itself. */
export function settingsCommands(room: GroupRoom): Command[] {
  const { line } = room;
  const { conversations } = line;
  return [
    groupCommand(conversations, "group.update", (caller, params) =>
      retriedAfresh(conversations, params.conv, () => update(room, caller.user, params)),
    ),
    groupCommand(conversations, "group.dissolve", (caller, { conv }) =>
      retriedAfresh(conversations, conv, async () => {
        const group = await groupFor(conversations, conv, caller.user, "owner");
        const at = line.clock.now();
        await line.commit.submit({
          rows: [stillHas(conv, caller.user, ["owner"]), dissolve(conv, at), settled(group, { dissolved: at })],
          entries: [notice(conv, caller.user, "group.dissolved", { at })],
        });
        return DONE;
      }),
    ),
  ];
}

/** The settings of a group with these in their place. */
export function settled(group: Conversation, changes: GroupSettings) {
  return changeSettings(group.id, JSON.stringify(group.settings), JSON.stringify({ ...group.settings, ...changes }));
}

async function update({ line, avatars }: GroupRoom, user: string, params: Params<"group.update">): Promise<object> {
  const { conv, name, color, avatar } = params;
  const asked = Object.keys(params.settings ?? {}).filter((field): field is keyof typeof NEEDED => field in NEEDED);
  const group = await groupFor(line.conversations, conv, user, "anything");
  const needed = new Set<Needed>(asked.map((field) => NEEDED[field]));
  const face = name !== undefined || color !== undefined || avatar !== undefined;
  if (face || needed.size === 0) needed.add("info");
  for (const one of needed) if (!may(group, roleOf(group, user), one)) throw new Refusal("forbidden");
  if (!face && asked.length === 0) return DONE;
  // made once it is clear that they may
  const picture = avatar === undefined ? undefined : await avatars.put(user, conv, avatar);
  const changes = merged(settingsOf(group), params.settings, asked);
  const settings: GroupSettings | undefined = picture ? { ...changes, avatar: picture.id } : changes;
  const changed = {
    ...(name === undefined ? {} : { name }),
    ...(color === undefined ? {} : { color }),
    ...(settings && { settings }),
  };
  const roles = rolesThatMay(group, "anything").filter((role) => [...needed].every((one) => may(group, role, one)));
  await line.commit.submit({
    rows: [
      stillThere(conv),
      stillHas(conv, user, roles),
      changeGroup(conv, name, color),
      ...(settings ? [settled(group, settings)] : []),
      ...(picture?.rows ?? []),
    ],
    entries: [notice(conv, user, "group.updated", changed)],
  });
  return DONE;
}

/** Permissions are merged right by right; the whole of them goes into the log, so that whoever reads it need not merge. */
function merged(
  known: GroupSettings,
  asked: GroupChanges | undefined,
  fields: readonly (keyof GroupChanges)[],
): GroupSettings | undefined {
  if (!asked || fields.length === 0) return undefined;
  const changes = Object.fromEntries(fields.map((field) => [field, asked[field]])) as GroupChanges;
  return changes.permissions ? { ...changes, permissions: { ...known.permissions, ...changes.permissions } } : changes;
}
