import Type, { type Static } from "typebox";
import { LIMITS } from "../limits.ts";
import { Folder } from "./kept.ts";
import { NotifyRule, Preview, QuietHours } from "./push.ts";
import {
  About,
  AvatarId,
  Color,
  Login,
  PersonName,
  Pinyin,
  ServerRole,
  Timestamp,
  UserId,
  Words,
} from "./primitives.ts";

/** What anyone who may see a person sees of them. */
export const Profile = Type.Object({
  id: UserId,
  name: PersonName,
  color: Color,
  avatar: Type.Optional(AvatarId),
  about: Type.Optional(About),
  login: Type.Optional(Login),
  pinyin: Type.Optional(Pinyin),
  deleted: Type.Optional(
    Type.Literal(true, { description: "The account was erased: what it said stays, under a name for nobody" }),
  ),
});
export type Profile = Static<typeof Profile>;

/** What a person chose, in step on all their devices. */
export const Settings = Type.Object({
  theme: Type.Optional(Words(["system", "light", "dark"])),
  language: Type.Optional(Words(["system", "en", "zh-CN"])),
  sounds: Type.Optional(Type.Boolean({ description: "Play a sound for a new message" })),
  notifications: Type.Optional(Type.Boolean({ description: "Show notifications of the browser" })),
  preview: Type.Optional(Preview),
  quietHours: Type.Optional(QuietHours),
  notifyDirect: Type.Optional(NotifyRule),
  notifyGroups: Type.Optional(
    Words(
      ["default", "all", "mentions", "none"],
      "By the size of the group, as where nothing was chosen; every message; those that mention one; none",
    ),
  ),
  enterSends: Type.Optional(Type.Boolean({ description: "Enter sends and Shift+Enter breaks; false: the other way" })),
  folders: Type.Optional(
    Type.Array(Folder, { maxItems: LIMITS.folders, description: "Folders of one's list, in their order, whole" }),
  ),
  archiveReturns: Type.Optional(
    Type.Boolean({ description: "An archived conversation comes back to the list with its next message" }),
  ),
});
export type Settings = Static<typeof Settings>;

/** The signed-in person, seen by themselves. */
export const Me = Type.Object({
  profile: Profile,
  role: ServerRole,
  settings: Settings,
  password: Type.Optional(
    Type.Boolean({
      description:
        "Whether there is a password; absent where there can be none: the host app signs in, or no log-in name",
    }),
  ),
});
export type Me = Static<typeof Me>;

export const Presence = Type.Object({
  user: UserId,
  online: Type.Boolean(),
  seen: Type.Optional(
    Type.Integer({ minimum: 0, description: "When they were last online; absent while online or never seen" }),
  ),
});
export type Presence = Static<typeof Presence>;

export const Invite = Type.Object({
  code: Type.String(),
  url: Type.String(),
  uses: Type.Integer({ minimum: 0, description: "How often it may still be used" }),
  created: Timestamp,
  expires: Timestamp,
});
export type Invite = Static<typeof Invite>;
