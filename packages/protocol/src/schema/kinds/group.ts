import Type from "typebox";
import { Color, GroupName, GroupRole, UserId } from "../primitives.ts";
import { GroupSettings } from "../group.ts";
import { notice } from "./row.ts";

/** What happens in a group, for all in it to read. */
export const groupKinds = {
  "group.created": notice("The first entry of a group.", { name: GroupName, users: Type.Array(UserId) }),
  "group.updated": notice("Name or colour changed; only what changed is there.", {
    name: Type.Optional(GroupName),
    color: Type.Optional(Color),
    settings: Type.Optional(GroupSettings),
  }),
  "member.added": notice("`from` added people.", { users: Type.Array(UserId) }),
  "member.removed": notice("`from` removed a person.", { user: UserId }),
  "member.left": notice("`from` left.", {}),
  "member.role": notice("A role changed.", { user: UserId, role: GroupRole }),
} as const;
