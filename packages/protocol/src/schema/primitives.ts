import Type from "typebox";
import { AVATAR_COLORS } from "../color.ts";
import { CONVERSATION_ID_PATTERN, USER_ID_PATTERN } from "../ids.ts";
import { LIMITS } from "../limits.ts";
import { NAME_PATTERN } from "../name.ts";

/** One line of plain words. */
export const Line = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: NAME_PATTERN });

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
export const Stamp = Type.String({
  pattern: "^[A-Za-z0-9_-]{1,32}$",
  description: "Made by a client, so that it knows what it told itself",
});
export const PersonName = Type.String({ minLength: 1, maxLength: LIMITS.personName, pattern: NAME_PATTERN });
export const GroupName = Type.String({ minLength: 1, maxLength: LIMITS.groupName, pattern: NAME_PATTERN });
export const Pinyin = Type.String({
  maxLength: 1_000,
  description:
    "Where there are Chinese characters in a name: how it is said, syllables with a space between, without tones",
});
export const Color = Type.Integer({ minimum: 0, maximum: AVATAR_COLORS - 1, description: "Index of an avatar colour" });
export const AvatarId = Type.String({
  pattern: "^[0-9a-z]{26}$",
  description: "A picture of a person or a group, at `/v1/avatars/` and this; another picture has another one",
});
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
export const DeviceName = Type.String({ minLength: 1, maxLength: 100, pattern: NAME_PATTERN });
export const Platform = Type.String({
  pattern: "^[a-z0-9-]{1,24}$",
  description: "web, ios, android, desktop, cli, bot …",
});
export const KindType = Type.String({
  pattern: "^[a-z][a-z0-9-]{0,31}(\\.[a-z0-9][a-z0-9-]{0,31}){1,3}$",
  maxLength: 64,
  description: "Name of a type of an integrator, as `shop.order`",
});
export const StreamId = Type.String({ pattern: "^[A-Za-z0-9_-]{8,64}$", description: "Id of a stream" });
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
