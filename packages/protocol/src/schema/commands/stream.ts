import Type from "typebox";
import { LIMITS } from "../../limits.ts";
import { ConversationId, Key, Seq, StreamId, Timestamp, UserId } from "../primitives.ts";
import { command } from "./row.ts";

const At = Type.Integer({ minimum: 0, maximum: 4 * LIMITS.text, description: "Length so far, in UTF-16 code units" });
const Stream = Type.Object({ stream: StreamId, user: UserId, text: Type.String(), began: Timestamp });

/** Messages that grow while they are read. */
export const streamCommands = {
  "stream.start": command(
    "user",
    "Begin a message that grows; it becomes an entry with this key when it is finished. The same key again gives the same stream.",
    Type.Object({ conv: ConversationId, key: Key, reply: Type.Optional(Type.Object({ seq: Seq })) }),
    Type.Object({ stream: StreamId, at: At }),
  ),
  "stream.append": command(
    "user",
    "Add text to one's own stream at the place where it ends; `conflict` where it ends elsewhere: ask `stream.get`.",
    Type.Object({ stream: StreamId, at: At, text: Type.String({ minLength: 1, maxLength: LIMITS.text }) }),
    Type.Object({ at: At }),
  ),
  "stream.get": command(
    "user",
    "How far one's own stream has got, to go on after a cut; `ended` once it is over.",
    Type.Object({ stream: StreamId }),
    Type.Object({ at: At }),
  ),
  "stream.finish": command(
    "user",
    "Make a message of one's own stream; again: the first answer.",
    Type.Object({ stream: StreamId }),
    Type.Object({ seq: Seq, at: Timestamp, count: Type.Integer({ minimum: 0 }) }),
  ),
  "stream.cancel": command(
    "user",
    "Give one's own stream up: nothing of it stays.",
    Type.Object({ stream: StreamId }),
    Type.Object({}),
  ),
  "stream.list": command(
    "user",
    "What is growing in a conversation right now, with all of its text so far.",
    Type.Object({ conv: ConversationId }),
    Type.Object({ streams: Type.Array(Stream) }),
  ),
} as const;
