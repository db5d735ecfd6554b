import Type from "typebox";
import { LIMITS } from "../../limits.ts";
import { SENDABLE_KINDS } from "../kinds.ts";
import { Entry } from "../log.ts";
import { ConversationId, Emoji, Key, Seq, Timestamp, UserId, Words } from "../primitives.ts";
import { command } from "./row.ts";

const Body = Type.Object({}, { description: "By the kind of the message" });
/** Where an operation stands in the log. */
const Done = Type.Object({ seq: Seq, at: Timestamp });
/** One message, and the key of what is done to it: made once, the same at every try. */
const target = { conv: ConversationId, seq: Seq, key: Key };

/** Messages and what is done to them. */
export const messageCommands = {
  "message.send": command(
    "user",
    "Say something. Answered when it is on disk; the same key again returns the first answer.",
    Type.Object({ conv: ConversationId, key: Key, kind: Words(SENDABLE_KINDS), body: Body }),
    Type.Object({ seq: Seq, at: Timestamp, count: Type.Integer({ minimum: 0 }) }),
  ),
  "message.list": command(
    "user",
    "A page of history, ascending: the newest, those before a seq, or those after one (both exclusive).",
    Type.Object({
      conv: ConversationId,
      before: Type.Optional(Seq),
      after: Type.Optional(Seq),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LIMITS.page })),
    }),
    Type.Object({ entries: Type.Array(Entry), head: Seq }),
  ),
  "message.get": command(
    "user",
    "Single entries by their seq, folded; those that are not there are left out.",
    Type.Object({
      conv: ConversationId,
      seqs: Type.Array(Seq, { minItems: 1, maxItems: LIMITS.messagesPerCall, uniqueItems: true }),
    }),
    Type.Object({ entries: Type.Array(Entry) }),
  ),
  "message.edit": command(
    "user",
    "Change what one said; the body replaces the one before. Author only, for some time.",
    Type.Object({ ...target, body: Body }),
    Done,
  ),
  "message.edits": command(
    "user",
    "How a message was edited: the message as it was first, then each edit, ascending.",
    Type.Object({ conv: ConversationId, seq: Seq }),
    Type.Object({ entries: Type.Array(Entry) }),
  ),
  "message.recall": command(
    "user",
    "Take a message back: one's own within the time that the operator sets, owners and admins of a group any. Its content is deleted.",
    Type.Object(target),
    Done,
  ),
  "message.forward": command(
    "user",
    "Say messages again elsewhere, each by itself or merged into one. The same key again says nothing twice.",
    Type.Object({
      conv: ConversationId,
      key: Key,
      seqs: Type.Array(Seq, { minItems: 1, maxItems: LIMITS.messagesPerCall, uniqueItems: true }),
      to: Type.Array(ConversationId, { minItems: 1, maxItems: LIMITS.forwardTo, uniqueItems: true }),
      merged: Type.Boolean(),
    }),
    Type.Object({ places: Type.Array(Type.Object({ conv: ConversationId, seqs: Type.Array(Seq) })) }),
  ),
  "message.reactors": command(
    "user",
    "A page of those who reacted to a message, the first ones first; go on with `next` as `after`.",
    Type.Object({ conv: ConversationId, seq: Seq, after: Type.Optional(Seq) }),
    Type.Object({
      reactors: Type.Array(Type.Object({ user: UserId, emoji: Emoji })),
      next: Type.Optional(Seq),
    }),
  ),
  "message.react": command(
    "user",
    "Give a reaction, or take it back; giving it again changes nothing.",
    Type.Object({ ...target, emoji: Emoji, on: Type.Boolean() }),
    Done,
  ),
} as const;
