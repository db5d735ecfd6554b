import Type, { type Static } from "typebox";

/** What a group has set for itself; what is absent is as it always was. */
export const GroupSettings = Type.Object({
  channel: Type.Optional(
    Type.Literal(true, { description: "Owners and admins write, the others read; set when it is made" }),
  ),
});
export type GroupSettings = Static<typeof GroupSettings>;
