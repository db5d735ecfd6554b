import Type from "typebox";
import { LIMITS } from "../../limits.ts";
import { Changes, Member, Summary } from "../log.ts";
import { Presence, Profile } from "../people.ts";
import { ConversationId, Cursor, Digest, Seq, UserId, Words } from "../primitives.ts";
import { command } from "./row.ts";

const Nothing = Type.Object({});
const Opened = Type.Object({ conversation: Summary, users: Type.Array(Profile) });

/** Conversations, marks, presence and catching up. */
export const talkCommands = {
  "conversation.list": command(
    "user",
    "One's conversations, latest first, a page at a time.",
    Type.Object({
      after: Type.Optional(Type.String({ maxLength: 200, description: "`next` of the page before" })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LIMITS.listPage })),
    }),
    Type.Object({ conversations: Type.Array(Summary), users: Type.Array(Profile), next: Type.Optional(Type.String()) }),
  ),
  "conversation.get": command(
    "user",
    "One conversation as its member sees it.",
    Type.Object({ conv: ConversationId }),
    Opened,
  ),
  "conversation.open": command(
    "user",
    "The direct conversation with a person, made if there is none; with oneself, the saved messages.",
    Type.Object({ user: UserId }),
    Opened,
  ),
  "conversation.mark": command(
    "user",
    "Move one's read and delivered marks forwards; a mark never moves back, nor beyond the head.",
    Type.Object({
      marks: Type.Array(
        Type.Object({ conv: ConversationId, read: Type.Optional(Seq), delivered: Type.Optional(Seq) }),
        {
          minItems: 1,
          maxItems: LIMITS.marks,
        },
      ),
    }),
    Nothing,
  ),
  "conversation.typing": command(
    "user",
    "Tell who is here that one types.",
    Type.Object({ conv: ConversationId, active: Type.Boolean() }),
    Nothing,
  ),
  "conversation.members": command(
    "user",
    "Members with their roles and marks, in the order of their ids.",
    Type.Object({
      conv: ConversationId,
      after: Type.Optional(UserId),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
    }),
    Type.Object({ members: Type.Array(Member), users: Type.Array(Profile), next: Type.Optional(UserId) }),
  ),
  "presence.watch": command(
    "user",
    "Whose coming and going this connection wants to hear of; replaces what it watched before. Not over HTTP.",
    Type.Object({ users: Type.Array(UserId, { maxItems: LIMITS.watched }) }),
    Type.Object({ presence: Type.Array(Presence) }),
  ),
  "sync.changes": command(
    "user",
    "What changed since a cursor, as a delta of `hello` would tell; without a cursor, or after a reset, only where one stands.",
    Type.Object({ cursor: Type.Optional(Cursor) }),
    Type.Object({ resume: Words(["delta", "reset"]), reason: Type.Optional(Type.String()), ...Changes.properties }),
  ),
  "sync.verify": command(
    "user",
    "The digest of a conversation's log up to a seq, or up to its head: whether a copy is the same, in one comparison.",
    Type.Object({ conv: ConversationId, seq: Type.Optional(Seq) }),
    Type.Object({ seq: Seq, digest: Digest }),
  ),
} as const;
