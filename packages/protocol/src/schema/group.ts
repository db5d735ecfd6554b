import Type, { type Static } from "typebox";

/** What a group has set for itself; what is absent is as it always was. */
export const GroupSettings = Type.Object({});
export type GroupSettings = Static<typeof GroupSettings>;
