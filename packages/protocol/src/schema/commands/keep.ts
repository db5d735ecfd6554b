import Type from "typebox";
import { LIMITS } from "../../limits.ts";
import { KeepChange, KeptDraft } from "../kept.ts";
import { Entry } from "../log.ts";
import { Profile } from "../people.ts";
import { ConversationId, Seq, Stamp } from "../primitives.ts";
import { command } from "./row.ts";

/** Where it stands in one's self log. */
const Told = Type.Object({ seq: Seq });
const Seqs = Type.Array(Seq, { minItems: 1, maxItems: LIMITS.messagesPerCall, uniqueItems: true });

/** Conversations and messages as a person keeps them for themselves: nobody else learns of it. */
export const keepCommands = {
  "conversation.keep": command(
    "user",
    "Change how one keeps conversations: pinned, quiet, hidden, archived, unread, in folders, cleared. Only what is given changes; the last change wins.",
    Type.Object({ changes: Type.Array(KeepChange, { minItems: 1, maxItems: LIMITS.keepChanges }) }),
    Told,
  ),
  "conversation.draft": command(
    "user",
    "Keep what one has written and not sent, for all one's devices; empty: nothing any more.",
    Type.Object({
      conv: ConversationId,
      stamp: Stamp,
      text: Type.String({ maxLength: LIMITS.text }),
      reply: Type.Optional(Seq),
    }),
    Told,
  ),
  "conversation.drafts": command(
    "user",
    "What one has written and not sent, by conversation; those without a draft are left out.",
    Type.Object({
      convs: Type.Array(ConversationId, { minItems: 1, maxItems: LIMITS.keepChanges, uniqueItems: true }),
    }),
    Type.Object({
      drafts: Type.Array(Type.Object({ conv: ConversationId, ...KeptDraft.properties })),
    }),
  ),
  "message.star": command(
    "user",
    "Star messages, or take that back. What is so already stays so.",
    Type.Object({ conv: ConversationId, seqs: Seqs, on: Type.Boolean() }),
    Told,
  ),
  "message.remove": command(
    "user",
    "Delete messages for oneself, on all one's devices; the others keep them.",
    Type.Object({ conv: ConversationId, seqs: Seqs }),
    Told,
  ),
  "star.list": command(
    "user",
    "Starred messages, the latest starred first.",
    Type.Object({
      after: Type.Optional(Type.String({ maxLength: 64, description: "`next` of the page before" })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LIMITS.page })),
    }),
    Type.Object({ entries: Type.Array(Entry), users: Type.Array(Profile), next: Type.Optional(Type.String()) }),
  ),
  "message.reads": command(
    "user",
    "How many have read messages of a channel, beside their author; in the order of `seqs`. Who they are is told to nobody.",
    Type.Object({ conv: ConversationId, seqs: Seqs }),
    Type.Object({ reads: Type.Array(Type.Integer({ minimum: 0 })) }),
  ),
} as const;
