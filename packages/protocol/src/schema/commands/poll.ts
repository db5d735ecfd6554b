import Type from "typebox";
import { LIMITS } from "../../limits.ts";
import { Profile } from "../people.ts";
import { ConversationId, Key, Seq, Timestamp, UserId } from "../primitives.ts";
import { command } from "./row.ts";

const target = { conv: ConversationId, seq: Seq, key: Key };
const Choice = Type.Integer({ minimum: 0, maximum: LIMITS.pollOptions - 1, description: "Place of an option" });
const Choices = Type.Array(Choice, { maxItems: LIMITS.pollOptions, uniqueItems: true });

/** Votes. */
export const pollCommands = {
  "poll.vote": command(
    "user",
    "Choose options of a poll instead of those chosen before; none: take the vote back. `ended` once it is closed.",
    Type.Object({ ...target, choices: Choices }),
    Type.Object({
      seq: Seq,
      at: Timestamp,
      choices: Type.Optional(Choices),
      was: Type.Optional(
        Type.Array(Choice, { description: "What was chosen before; absent where votes are not seen" }),
      ),
    }),
  ),
  "poll.close": command(
    "user",
    "End a poll: its author, and owners and admins of its group. `ended` when it is closed already.",
    Type.Object(target),
    Type.Object({ seq: Seq, at: Timestamp }),
  ),
  "poll.voters": command(
    "user",
    "Who chose an option, in the order of their votes; not of an anonymous poll.",
    Type.Object({
      conv: ConversationId,
      seq: Seq,
      choice: Choice,
      after: Type.Optional(Type.String({ maxLength: 40, description: "`next` of the page before" })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LIMITS.page })),
    }),
    Type.Object({ voters: Type.Array(UserId), users: Type.Array(Profile), next: Type.Optional(Type.String()) }),
  ),
} as const;
