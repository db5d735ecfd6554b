import Type from "typebox";
import { LIMITS } from "../../limits.ts";
import { ConversationId, Seq, Timestamp } from "../primitives.ts";
import { message, notice, operation } from "./row.ts";

const words = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: "\\S" });
/** Options by their place, ascending; empty: none. */
const Choices = Type.Array(Type.Integer({ minimum: 0, maximum: LIMITS.pollOptions - 1 }), {
  maxItems: LIMITS.pollOptions,
  uniqueItems: true,
});

/** A question with options, and what is done to it. */
export const pollKinds = {
  poll: message(
    "A question to vote on.",
    {
      question: words(LIMITS.pollQuestion),
      options: Type.Array(words(LIMITS.pollOption), { minItems: 2, maxItems: LIMITS.pollOptions, uniqueItems: true }),
      multiple: Type.Optional(Type.Literal(true, { description: "One may choose several" })),
      anonymous: Type.Optional(Type.Literal(true, { description: "Nobody is told who chose what" })),
      closesAt: Type.Optional(Timestamp),
    },
    { en: "Poll", "zh-CN": "投票", field: "question" },
  ),
  "poll.voted": operation("`from` chose these options of a poll in which votes are seen, instead of those before.", {
    choices: Choices,
    was: Choices,
  }),
  "poll.counted": operation("The sums of an anonymous poll after a vote, whoever gave it; `from` is who asked.", {
    counts: Type.Array(Type.Integer({ minimum: 0 }), { description: "A number for each option" }),
    voters: Type.Integer({ minimum: 0 }),
  }),
  "poll.closed": operation("Nobody votes on it any more.", {}),
  "self.voted": notice("Self log: you chose these options of an anonymous poll.", {
    conv: ConversationId,
    seq: Seq,
    choices: Choices,
  }),
} as const;
