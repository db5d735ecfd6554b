import Type from "typebox";
import { LIMITS } from "../../limits.ts";
import { Entry } from "../log.ts";
import { Profile } from "../people.ts";
import { ConversationId, Key, Seq, Timestamp } from "../primitives.ts";
import { command } from "./row.ts";

const Nothing = Type.Object({});
const thread = { conv: ConversationId, root: Seq };
/** How one stands to a thread. */
const own = {
  replies: Type.Integer({ minimum: 0 }),
  followed: Type.Boolean(),
  read: Type.Unsafe<number>({ ...Seq, description: "One has read up to here in the thread" }),
  unread: Type.Integer({ minimum: 0, description: "Replies of others after `read`" }),
};

/** Threads, pinned messages, and the way to a message. */
export const threadCommands = {
  "thread.list": command(
    "user",
    "Replies in the thread of a message, ascending: the newest, those before a seq, or those after one (both exclusive).",
    Type.Object({
      ...thread,
      before: Type.Optional(Seq),
      after: Type.Optional(Seq),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LIMITS.page })),
    }),
    Type.Object({ root: Entry, entries: Type.Array(Entry), ...own }),
  ),
  "thread.mark": command(
    "user",
    "Say how far one has read in a thread; only forwards, and never beyond its newest reply.",
    Type.Object({ ...thread, read: Seq }),
    Nothing,
  ),
  "thread.follow": command(
    "user",
    "Follow a thread, or end that. Its author, who replies and who is mentioned in it follow it by themselves.",
    Type.Object({ ...thread, on: Type.Boolean() }),
    Nothing,
  ),
  "thread.mine": command(
    "user",
    "The threads that one follows, the latest reply first; `unread` of all of them have replies that one has not read.",
    Type.Object({
      after: Type.Optional(Type.Unsafe<number>({ ...Seq, description: "`next` of the page before" })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LIMITS.threadsPage })),
    }),
    Type.Object({
      threads: Type.Array(Type.Object({ conv: ConversationId, root: Entry, last: Entry, ...own })),
      users: Type.Array(Profile),
      unread: Type.Integer({ minimum: 0 }),
      next: Type.Optional(Seq),
    }),
  ),
  "message.pin": command(
    "user",
    "Pin a message for all in the conversation, or take that back; in a group by who has the right.",
    Type.Object({ conv: ConversationId, seq: Seq, key: Key, on: Type.Boolean() }),
    Type.Object({ seq: Seq, at: Timestamp }),
  ),
  "pin.list": command(
    "user",
    "The pinned messages of a conversation, the latest pinned first.",
    Type.Object({ conv: ConversationId }),
    Type.Object({ entries: Type.Array(Entry), users: Type.Array(Profile) }),
  ),
  "message.at": command(
    "user",
    "The first message of a conversation at or after a time; 0 where there is none.",
    Type.Object({ conv: ConversationId, at: Timestamp }),
    Type.Object({ seq: Seq }),
  ),
} as const;
