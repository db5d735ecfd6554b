import Type, { type Static, type TSchema } from "typebox";
import { LIMITS } from "../limits.ts";
import { PersonName, Pinyin, Timestamp, UserId, Words } from "./primitives.ts";

/** What somebody is to the person who asks; nobody else sees it. */
export const Contact = Type.Object({
  user: UserId,
  friend: Type.Optional(
    Type.Integer({ minimum: 0, description: "Since when they are friends, ms; absent: they are not" }),
  ),
  remark: Type.Optional(PersonName),
  pinyin: Type.Optional(Pinyin),
  blocked: Type.Optional(
    Type.Integer({ minimum: 0, description: "Since when they are blocked, ms; absent: they are not" }),
  ),
});
export type Contact = Static<typeof Contact>;

const orNone = <T extends TSchema>(of: T) => Type.Optional(Type.Union([of, Type.Null()]));

/** What changed of it; null takes away. */
export const ContactChange = Type.Object({
  user: UserId,
  friend: orNone(Timestamp),
  remark: orNone(PersonName),
  pinyin: orNone(Pinyin),
  blocked: orNone(Timestamp),
});
export type ContactChange = Static<typeof ContactChange>;

export const Greeting = Type.String({
  maxLength: LIMITS.greeting,
  pattern: "^[^\\u0000-\\u0008\\u000b-\\u001f\\u007f]*$",
  description: "What one says with a friend request",
});

/** One person asks another to be friends. */
export const FriendRequest = Type.Object({
  from: UserId,
  to: UserId,
  greeting: Greeting,
  state: Words(["open", "accepted", "refused", "withdrawn"], "An open one whose time is over counts no longer"),
  created: Timestamp,
  expires: Timestamp,
});
export type FriendRequest = Static<typeof FriendRequest>;

/** Who may do something with a person. */
export const Audience = Words(["everyone", "friends", "nobody"]);
export type Audience = Static<typeof Audience>;

/** Whom a person lets near. */
export const Privacy = Type.Object({
  write: Words(["everyone", "friends", "nobody"], "Who may write to them; whom they wrote to may answer"),
  add: Words(["everyone", "friends", "nobody"], "Who may ask to be friends; `friends`: friends of their friends"),
  seen: Words(["everyone", "friends", "nobody"], "Who sees them online and when they were last here"),
});
export type Privacy = Static<typeof Privacy>;

/** What changes of it. */
export const PrivacyChange = Type.Object({
  write: Type.Optional(Audience),
  add: Type.Optional(Audience),
  seen: Type.Optional(Audience),
});
export type PrivacyChange = Static<typeof PrivacyChange>;

/** Of whoever has chosen nothing. */
export const PRIVACY: Privacy = { write: "everyone", add: "everyone", seen: "everyone" };
