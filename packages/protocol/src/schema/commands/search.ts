import Type, { type Static } from "typebox";
import { LIMITS } from "../../limits.ts";
import { Entry } from "../log.ts";
import { Profile } from "../people.ts";
import { ConversationId, Timestamp, UserId } from "../primitives.ts";
import { command } from "./row.ts";

const Kinds = Type.Array(Type.String({ pattern: "^[a-z][a-z.]{0,31}$" }), {
  minItems: 1,
  maxItems: LIMITS.searchKinds,
  uniqueItems: true,
  description: "Kinds of messages",
});

/** A piece of what a message says, around what was found in it. */
export const Excerpt = Type.Object({
  text: Type.String(),
  marks: Type.Array(Type.Array(Type.Integer({ minimum: 0 }), { minItems: 2, maxItems: 2 }), {
    description: "From where to where something was found, in UTF-16 units of `text`: ascending, apart from each other",
  }),
});
export type Excerpt = Static<typeof Excerpt>;

/** Finding what was said. */
export const searchCommands = {
  "search.messages": command(
    "user",
    "Messages that one may read and that hold all words of `text`, the latest first; go on with `next` as `after`.",
    Type.Object({
      text: Type.String({ minLength: 1, maxLength: LIMITS.search }),
      conv: Type.Optional(ConversationId),
      from: Type.Optional(UserId),
      kinds: Type.Optional(Kinds),
      since: Type.Optional(Timestamp),
      until: Type.Optional(Timestamp),
      after: Type.Optional(Type.String({ maxLength: 64, description: "`next` of the page before" })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LIMITS.searchPage })),
    }),
    Type.Object({
      hits: Type.Array(Type.Object({ entry: Entry, excerpt: Excerpt })),
      users: Type.Array(Profile),
      next: Type.Optional(Type.String()),
      behind: Type.Optional(
        Type.Literal(true, { description: "What was said a moment ago may not be found yet, on any page" }),
      ),
    }),
  ),
} as const;
