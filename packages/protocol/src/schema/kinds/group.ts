import Type from "typebox";
import { Color, GroupName, GroupRole, Timestamp, UserId } from "../primitives.ts";
import { GroupSettings, Nick } from "../group.ts";
import { notice } from "./row.ts";

const History = Type.Integer({
  minimum: 0,
  description: "How many entries before this one they may read, where not all",
});

/** What happens in a group, for all in it to read. */
export const groupKinds = {
  "group.created": notice("The first entry of a group.", { name: GroupName, users: Type.Array(UserId) }),
  "group.updated": notice("Name, colour or settings (the picture among them) changed; only what changed is there.", {
    name: Type.Optional(GroupName),
    color: Type.Optional(Color),
    settings: Type.Optional(GroupSettings),
  }),
  "group.dissolved": notice("`from` ended the group: nobody writes here any more.", { at: Timestamp }),
  "member.added": notice("`from` added people.", { users: Type.Array(UserId), history: Type.Optional(History) }),
  "member.joined": notice("`from` came in by a link; `by` let them in where they had to ask.", {
    by: Type.Optional(UserId),
    history: Type.Optional(History),
  }),
  "member.removed": notice("`from` removed a person; with `banned` they cannot come in again.", {
    user: UserId,
    banned: Type.Optional(Type.Literal(true)),
  }),
  "member.left": notice("`from` left.", {}),
  "member.role": notice("A role changed.", { user: UserId, role: GroupRole }),
  "member.transferred": notice("`from` made `user` owner in their own place.", { user: UserId }),
  "member.muted": notice("`user` may not speak until then; 0: they may again.", { user: UserId, until: Timestamp }),
  "member.nick": notice("`from` is called so here; empty: by their name.", { nick: Nick }),
} as const;
