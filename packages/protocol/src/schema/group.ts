import Type, { type Static } from "typebox";
import { LIMITS } from "../limits.ts";
import { AvatarId, Code, Color, ConversationId, GroupName, GroupRole, Timestamp, UserId } from "./primitives.ts";

/** From which role on something is allowed in a group: `member` means everybody. */
const From = GroupRole;

/**
 * What a group leaves to whom, as data. What is absent is as `GROUP_RIGHTS` says.
 *
 * @example { add: "member", pin: "owner" }
 */
export const GroupPermissions = Type.Object(
  {
    send: Type.Optional(From),
    info: Type.Optional(From),
    add: Type.Optional(From),
    invite: Type.Optional(From),
    approve: Type.Optional(From),
    remove: Type.Optional(From),
    mute: Type.Optional(From),
    rules: Type.Optional(From),
    announce: Type.Optional(From),
    pin: Type.Optional(From),
    mentionAll: Type.Optional(From),
    nick: Type.Optional(From),
  },
  { description: "From which role on what is allowed" },
);
export type GroupPermissions = Static<typeof GroupPermissions>;
export type GroupRight = keyof GroupPermissions;

/** Text of several lines, without control characters. */
const Lines = (max: number) => Type.String({ maxLength: max, pattern: "^[^\\u0000-\\u0008\\u000b-\\u001f\\u007f]*$" });

/** How much of what was said before newcomers may read: all, or the last so many entries. */
export const GroupHistory = Type.Integer({
  minimum: -1,
  maximum: LIMITS.groupHistory,
  description: "-1: all; 0: nothing; n: the last n entries before they came",
});

const changeable = {
  permissions: Type.Optional(GroupPermissions),
  description: Type.Optional(Lines(LIMITS.groupDescription)),
  slow: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: LIMITS.groupSlow,
      description: "Slow mode: seconds between two messages of a member",
    }),
  ),
  mutedUntil: Type.Optional({ ...Timestamp, description: "Until then only owners and admins may speak" }),
  history: Type.Optional(GroupHistory),
};

/** What `group.update` changes of a group; permissions are merged right by right. */
export const GroupChanges = Type.Object(changeable);
export type GroupChanges = Static<typeof GroupChanges>;

export const AnnouncementId = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });

/** What everybody in the group should read; `id` tells one from the next. */
export const GroupAnnouncement = Type.Object({
  id: AnnouncementId,
  text: Lines(LIMITS.announcement),
  by: UserId,
  at: Timestamp,
});
export type GroupAnnouncement = Static<typeof GroupAnnouncement>;

/** What a group has set for itself; what is absent is as it always was. */
export const GroupSettings = Type.Object({
  ...changeable,
  channel: Type.Optional(
    Type.Literal(true, { description: "Owners and admins write, the others read; set when it is made" }),
  ),
  announcement: Type.Optional(Type.Union([GroupAnnouncement, Type.Null()])),
  avatar: Type.Optional(Type.Union([AvatarId, Type.Null()], { description: "Its picture; null: none any more" })),
  dissolved: Type.Optional({ ...Timestamp, description: "Since then nobody can write here any more" }),
});
export type GroupSettings = Static<typeof GroupSettings>;

export const Nick = Type.String({
  maxLength: LIMITS.personName,
  pattern: "^[^\\u0000-\\u001f\\u007f]*$",
  description: "What somebody calls themselves in a group; empty: by their name",
});
export const AnnouncementText = Lines(LIMITS.announcement);
export const Note = Lines(LIMITS.requestNote);

/** A way into a group that can be passed on. */
export const GroupLink = Type.Object({
  code: Code,
  url: Type.String(),
  by: UserId,
  created: Timestamp,
  expires: Type.Optional(Timestamp),
  limit: Type.Optional(Type.Integer({ minimum: 1, description: "How many may come in by it" })),
  uses: Type.Integer({ minimum: 0 }),
  approval: Type.Boolean({ description: "Whoever comes by it is let in by somebody who may approve" }),
});
export type GroupLink = Static<typeof GroupLink>;

/** What a link leads to, as whoever holds it may see before they are in. */
export const GroupPreview = Type.Object({
  name: GroupName,
  color: Type.Optional(Color),
  avatar: Type.Optional(AvatarId),
  members: Type.Integer({ minimum: 0 }),
  description: Type.Optional(Type.String()),
  approval: Type.Boolean(),
  conv: Type.Optional({
    ...ConversationId,
    description: "To a member, over a link: which of their conversations it is",
  }),
  asked: Type.Optional(Type.Literal(true, { description: "To whoever has asked to come in, over a link: they wait" })),
});
export type GroupPreview = Static<typeof GroupPreview>;

export const JoinRequest = Type.Object({ user: UserId, note: Type.Optional(Note), at: Timestamp });
export type JoinRequest = Static<typeof JoinRequest>;

export const GroupBan = Type.Object({ user: UserId, by: UserId, at: Timestamp, reason: Type.Optional(Note) });
export type GroupBan = Static<typeof GroupBan>;
