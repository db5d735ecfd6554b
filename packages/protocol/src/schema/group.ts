import Type, { type Static } from "typebox";
import { GroupRole } from "./primitives.ts";

/** What a group has set for itself; what is absent is as it always was. */
export const GroupSettings = Type.Object({
  permissions: Type.Optional(
    Type.Object(
      { pin: Type.Optional(GroupRole), mentionAll: Type.Optional(GroupRole) },
      { description: "The lowest role that may do it; `admin` where nothing is said" },
    ),
  ),
});
export type GroupSettings = Static<typeof GroupSettings>;
