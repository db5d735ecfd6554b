import Type from "typebox";
import { AVATAR_COLORS } from "../color.ts";
import { CONVERSATION_ID_PATTERN, USER_ID_PATTERN } from "../ids.ts";
import { LIMITS } from "../limits.ts";

/** Plain words without control characters: names of people, groups and devices. At least one character that is not a space. */
const LINE = "^(?=[\\s\\S]*\\S)[^\\u0000-\\u001f\\u007f]*$";

export const UserId = Type.String({ pattern: USER_ID_PATTERN, description: "Id of a person" });
export const ConversationId = Type.String({ pattern: CONVERSATION_ID_PATTERN, description: "Id of a conversation" });
export const Seq = Type.Integer({
  minimum: 0,
  maximum: Number.MAX_SAFE_INTEGER,
  description: "Place in a conversation's log; the first entry is 1, 0 means none",
});
export const Timestamp = Type.Integer({
  minimum: 0,
  maximum: Number.MAX_SAFE_INTEGER,
  description: "Milliseconds since 1970 UTC, by the server's clock",
});
export const Cursor = Type.String({
  minLength: 1,
  maxLength: 64,
  description: "Opaque place in the order of the whole store, to resume from",
});
export const Digest = Type.String({ pattern: "^[0-9a-f]{16}$", description: "Digest of a log; SPEC.md says of what" });
export const Key = Type.String({
  pattern: `^[A-Za-z0-9_-]{8,${LIMITS.key}}$`,
  description: "Idempotency key, made once a message by the client; UUIDv7 keeps the server's index cheap",
});
export const PersonName = Type.String({ minLength: 1, maxLength: LIMITS.personName, pattern: LINE });
export const GroupName = Type.String({ minLength: 1, maxLength: LIMITS.groupName, pattern: LINE });
export const Color = Type.Integer({ minimum: 0, maximum: AVATAR_COLORS - 1, description: "Index of an avatar colour" });
export const About = Type.String({ maxLength: LIMITS.about, pattern: "^[^\\u0000-\\u0008\\u000b-\\u001f\\u007f]*$" });
export const Login = Type.String({
  pattern: `^[a-z0-9][a-z0-9._-]{1,${LIMITS.login - 1}}$`,
  description: "Log-in name, lower case",
});
export const Password = Type.String({ minLength: LIMITS.passwordMin, maxLength: LIMITS.password });
export const Code = Type.String({
  pattern: "^[A-Za-z0-9_-]{16,64}$",
  description: "One-time or invitation code from a link",
});
export const SessionId = Type.String({ pattern: "^[A-Za-z0-9_-]{1,64}$", description: "Id of a signed-in device" });
export const DeviceName = Type.String({ minLength: 1, maxLength: 100, pattern: LINE });
export const Platform = Type.String({
  pattern: "^[a-z0-9-]{1,24}$",
  description: "web, ios, android, desktop, cli, bot …",
});
export const Token = Type.String({
  minLength: 1,
  maxLength: 8192,
  description: "A session token of this server, or a JWT of the host app",
});

/** One of a closed set of words, with the words as its type. */
export const Words = <const T extends readonly string[]>(words: T, description?: string) =>
  Type.Unsafe<T[number]>({ type: "string", enum: [...words], ...(description === undefined ? {} : { description }) });

export const ServerRole = Words(["owner", "admin", "member"], "Role on the whole server");
export const GroupRole = Words(["owner", "admin", "member"], "Role in a group");

export const Emoji = Type.String({
  minLength: 1,
  maxLength: LIMITS.emoji,
  description: "One emoji, as Unicode recommends it for interchange",
});
