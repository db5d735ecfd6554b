import Type from "typebox";
import { LIMITS } from "../../limits.ts";
import { Contact, FriendRequest, Greeting, Privacy, PrivacyChange } from "../contact.ts";
import { Profile } from "../people.ts";
import { Code, PersonName, UserId, Words } from "../primitives.ts";
import { command } from "./row.ts";

const Nothing = Type.Object({});
const OfUser = Type.Object({ user: UserId });
const users = Type.Array(Profile);
const Link = Type.Object({ code: Code, url: Type.String() });

/** Friends, names for them, requests, whom one blocks, and whom one lets near. */
export const contactCommands = {
  "contact.list": command(
    "user",
    "Those one is friends with, has a name for or has blocked, in the order of their ids.",
    Type.Object({
      after: Type.Optional(UserId),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LIMITS.contactsPage })),
    }),
    Type.Object({ contacts: Type.Array(Contact), users, next: Type.Optional(UserId) }),
  ),
  "contact.get": command(
    "user",
    "What somebody is to one, whether one may write to them, and the latest friend request between both.",
    OfUser,
    Type.Object({
      contact: Contact,
      write: Type.Boolean({ description: "Whether they take messages from one" }),
      request: Type.Optional(FriendRequest),
      users,
    }),
  ),
  "contact.remark": command(
    "user",
    "Give somebody a name of one's own, which nobody else sees; none takes it away.",
    Type.Object({ user: UserId, remark: Type.Optional(PersonName) }),
    Nothing,
  ),
  "contact.request": command(
    "user",
    "Ask somebody to be friends. `friends` is answered where they had asked already. With the code of their link also where they take no requests else.",
    Type.Object({ user: UserId, greeting: Type.Optional(Greeting), code: Type.Optional(Code) }),
    Type.Object({ state: Words(["asked", "friends"]) }),
  ),
  "contact.answer": command(
    "user",
    "Accept or refuse somebody's friend request.",
    Type.Object({ user: UserId, accept: Type.Boolean() }),
    Nothing,
  ),
  "contact.withdraw": command("user", "Take one's open friend request back.", OfUser, Nothing),
  "contact.requests": command(
    "user",
    "The latest friend requests to one and of one's own, the newest first.",
    Type.Object({}),
    Type.Object({ incoming: Type.Array(FriendRequest), outgoing: Type.Array(FriendRequest), users }),
  ),
  "contact.remove": command("user", "Be friends no longer, on both sides.", OfUser, Nothing),
  "contact.block": command(
    "user",
    "Let somebody neither write to one nor add one nor see one online; they are not told.",
    OfUser,
    Nothing,
  ),
  "contact.unblock": command("user", "Block somebody no longer.", OfUser, Nothing),
  "contact.privacy": command(
    "user",
    "Who may write to one, add one and see one online; only what is given changes.",
    PrivacyChange,
    Type.Object({ privacy: Privacy }),
  ),
  "contact.link": command(
    "user",
    "One's personal link, for others to find one by; `renew` makes another one and ends the one before.",
    Type.Object({ renew: Type.Optional(Type.Boolean()) }),
    Link,
  ),
  "contact.find": command("user", "Whose personal link this is.", Type.Object({ code: Code }), Type.Object({ users })),
} as const;
