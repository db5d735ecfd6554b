import Type from "typebox";
import { LIMITS } from "../../limits.ts";
import {
  AnnouncementId,
  AnnouncementText,
  GroupBan,
  GroupChanges,
  GroupLink,
  GroupPreview,
  JoinRequest,
  Nick,
  Note,
} from "../group.ts";
import { AvatarFile } from "../file.ts";
import { Summary } from "../log.ts";
import { Profile } from "../people.ts";
import {
  Code,
  Color,
  ConversationId,
  GroupName,
  GroupRole,
  Key,
  Seq,
  Timestamp,
  UserId,
  Words,
} from "../primitives.ts";
import { command } from "./row.ts";

const Nothing = Type.Object({});
const Group = { conv: ConversationId };
const OfOne = { ...Group, user: UserId };
const Page = {
  ...Group,
  after: Type.Optional(UserId),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LIMITS.memberPage })),
};
const people = { users: Type.Array(Profile), next: Type.Optional(UserId) };

/** Somebody in a group, with what the group keeps of them. */
const GroupMember = Type.Object({
  user: UserId,
  role: GroupRole,
  nick: Type.Optional(Nick),
  mutedUntil: Type.Optional(Timestamp),
});

/** What can be asked of a group. */
export const groupCommands = {
  "group.create": command(
    "user",
    "Make a group; its maker is the owner. The same key again returns the same group.",
    Type.Object({
      key: Key,
      name: GroupName,
      color: Type.Optional(Color),
      channel: Type.Optional(Type.Literal(true, { description: "Few write, any number read" })),
      users: Type.Array(UserId, { maxItems: LIMITS.membersPerCall }),
    }),
    Type.Object({ conversation: Summary, users: Type.Array(Profile) }),
  ),
  "group.update": command(
    "user",
    "Change a group's name, colour, picture or settings (rights `info`, `rules`, `mute`; permissions: owner).",
    Type.Object({
      ...Group,
      name: Type.Optional(GroupName),
      color: Type.Optional(Color),
      avatar: Type.Optional(AvatarFile),
      settings: Type.Optional(GroupChanges),
    }),
    Nothing,
  ),
  "group.add": command(
    "user",
    "Add people; those who are members already stay as they are (right `add`).",
    Type.Object({ ...Group, users: Type.Array(UserId, { minItems: 1, maxItems: LIMITS.membersPerCall }) }),
    Nothing,
  ),
  "group.remove": command(
    "user",
    "Remove a person (right `remove`: owners anyone, others those below them).",
    Type.Object(OfOne),
    Nothing,
  ),
  "group.leave": command("user", "Leave a group; the last owner hands the role on first.", Type.Object(Group), Nothing),
  "group.role": command("user", "Change a member's role (owner).", Type.Object({ ...OfOne, role: GroupRole }), Nothing),
  "group.transfer": command("user", "Make a member owner in one's own place (owner).", Type.Object(OfOne), Nothing),
  "group.dissolve": command(
    "user",
    "End a group for good: nobody can write or come in any more, members keep reading (owner).",
    Type.Object(Group),
    Nothing,
  ),
  "group.mute": command(
    "user",
    "Let a member not speak until then; 0 ends it (right `mute`: owners anyone, others those below them).",
    Type.Object({ ...OfOne, until: Timestamp }),
    Nothing,
  ),
  "group.nick": command("user", "What one calls oneself in a group.", Type.Object({ ...Group, nick: Nick }), Nothing),
  "group.ban": command(
    "user",
    "Remove a person and keep them out (right `remove`); also one who is no member.",
    Type.Object({ ...OfOne, reason: Type.Optional(Note) }),
    Nothing,
  ),
  "group.unban": command("user", "Let a banned person come in again (right `remove`).", Type.Object(OfOne), Nothing),
  "group.bans": command(
    "user",
    "Who is banned, in the order of their ids (right `remove`).",
    Type.Object(Page),
    Type.Object({ bans: Type.Array(GroupBan), ...people }),
  ),
  "group.members": command(
    "user",
    "Members whose name, nickname or log-in name holds the words, in the order of their ids.",
    Type.Object({
      ...Page,
      query: Type.Optional(Type.String({ maxLength: LIMITS.personName })),
      role: Type.Optional(GroupRole),
      muted: Type.Optional(Type.Literal(true, { description: "Only those who may not speak" })),
      users: Type.Optional(Type.Array(UserId, { maxItems: LIMITS.usersPerCall, description: "Only these" })),
    }),
    Type.Object({ members: Type.Array(GroupMember), ...people }),
  ),
  "group.announce": command(
    "user",
    "Set what everybody should read; empty takes it away (right `announce`).",
    Type.Object({ ...Group, text: AnnouncementText }),
    Nothing,
  ),
  "group.announcement.read": command(
    "user",
    "Say that one has read the announcement of this id.",
    Type.Object({ ...Group, id: AnnouncementId }),
    Nothing,
  ),
  "group.announcement.readers": command(
    "user",
    "Who has read the announcement that stands now, and how many (right `announce`).",
    Type.Object({ ...Page, unread: Type.Optional(Type.Literal(true, { description: "Those who have not instead" })) }),
    Type.Object({ read: Type.Integer(), of: Type.Integer(), readers: Type.Array(UserId), ...people }),
  ),
  "group.link.create": command(
    "user",
    "A link by which people come in (right `invite`).",
    Type.Object({
      ...Group,
      expires: Type.Optional(Timestamp),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LIMITS.linkUses })),
      approval: Type.Optional(Type.Boolean()),
    }),
    GroupLink,
  ),
  "group.link.list": command(
    "user",
    "The links that let people in, the newest first (right `invite`).",
    Type.Object(Group),
    Type.Object({ links: Type.Array(GroupLink), users: Type.Array(Profile) }),
  ),
  "group.link.revoke": command(
    "user",
    "Let nobody in by this link any more (right `invite`).",
    Type.Object({ ...Group, code: Code }),
    Nothing,
  ),
  "group.preview": command(
    "anyone",
    "What a link leads to. `not_found` where there is no such link, `ended` where it lets nobody in any more; members and those who wait see it all the same.",
    Type.Object({ code: Code }),
    GroupPreview,
  ),
  "group.join": command(
    "user",
    "Come in by a link; or ask to, where it wants that. Whoever is in already stays as they are.",
    Type.Object({ code: Code, note: Type.Optional(Note) }),
    Type.Object({ state: Words(["joined", "asked"]), conv: Type.Optional(ConversationId) }),
  ),
  "group.requests": command(
    "user",
    "Who asks to come in, the oldest first (right `approve`).",
    Type.Object({ ...Group, limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LIMITS.memberPage })) }),
    Type.Object({ requests: Type.Array(JoinRequest), total: Type.Integer({ minimum: 0 }), users: Type.Array(Profile) }),
  ),
  "group.answer": command(
    "user",
    "Let in somebody who asks, or not (right `approve`). `ended` where somebody else has answered.",
    Type.Object({ ...OfOne, accept: Type.Boolean() }),
    Nothing,
  ),
  "message.readers": command(
    "user",
    "Who has read a message, and how many of how many, in a group of any size.",
    Type.Object({
      ...Page,
      seq: Seq,
      unread: Type.Optional(Type.Literal(true, { description: "Those who have not read it instead" })),
    }),
    Type.Object({
      read: Type.Integer(),
      delivered: Type.Integer(),
      of: Type.Integer({ description: "Members who may read it, its author left out" }),
      readers: Type.Array(UserId),
      ...people,
    }),
  ),
} as const;
