import Type from "typebox";
import { DeviceInfo } from "../device.ts";
import { AvatarFile } from "../file.ts";
import { Invite, Me, Profile, Settings } from "../people.ts";
import { About, Code, Color, Login, Password, PersonName, ServerRole, UserId, Words } from "../primitives.ts";
import { command } from "./row.ts";
import { SignedIn } from "./signed-in.ts";

const Nothing = Type.Object({});
const newAccount = { login: Login, password: Password, name: PersonName, device: Type.Optional(DeviceInfo) };

/** Signing in, one's own account and devices, and the people of the server. */
export const accountCommands = {
  "server.info": command(
    "anyone",
    "What this server is and how one signs in to it.",
    Type.Object({}),
    Type.Object({
      name: Type.String(),
      version: Type.String(),
      registration: Words(["open", "invite", "closed"]),
      hostAuth: Type.Boolean({ description: "Whether tokens of a host app are accepted" }),
      previews: Type.Boolean({ description: "Whether `link.preview` says what pages are" }),
      ready: Type.Boolean({ description: "False until the owner was made by the set-up link" }),
    }),
  ),
  "account.setup": command(
    "anyone",
    "Make the owner, with the one-time code of the set-up link.",
    Type.Object({ code: Code, ...newAccount }),
    SignedIn,
  ),
  "account.register": command(
    "anyone",
    "Make an account, where registration is open or with an invitation.",
    Type.Object({ ...newAccount, invite: Type.Optional(Code) }),
    SignedIn,
  ),
  "account.signin": command(
    "anyone",
    "Sign in a device by log-in name and password.",
    Type.Object({
      login: Login,
      password: Type.String({ minLength: 1, maxLength: 256 }),
      device: Type.Optional(DeviceInfo),
    }),
    SignedIn,
  ),
  "account.redeem": command(
    "anyone",
    "Sign in a device by a one-time link.",
    Type.Object({ code: Code, device: Type.Optional(DeviceInfo) }),
    SignedIn,
  ),
  "account.signout": command("user", "Sign this device out; its token ends.", Type.Object({}), Nothing),
  "account.get": command("user", "Who am I.", Type.Object({}), Me),
  "account.update": command(
    "user",
    "Change one's own profile; only what is given changes.",
    Type.Object({
      name: Type.Optional(PersonName),
      color: Type.Optional(Color),
      avatar: Type.Optional(AvatarFile),
      about: Type.Optional(About),
    }),
    Me,
  ),
  "account.settings": command("user", "Change one's own settings; only what is given changes.", Settings, Me),
  "account.password": command(
    "user",
    "Change the password, or set the first one; all other devices are signed out.",
    Type.Object({
      current: Type.Optional(
        Type.String({ minLength: 1, maxLength: 256, description: "Absent only where there is no password yet" }),
      ),
      next: Password,
    }),
    Nothing,
  ),
  "account.erase": command(
    "user",
    "Erase one's account for good. Needs the password; whoever owns a group with others in it hands it on first.",
    Type.Object({ password: Type.String({ minLength: 1, maxLength: 256 }) }),
    Nothing,
  ),
  "user.get": command(
    "user",
    "People by id; unknown ids are left out.",
    Type.Object({ ids: Type.Array(UserId, { minItems: 1, maxItems: 100 }) }),
    Type.Object({ users: Type.Array(Profile) }),
  ),
  "user.search": command(
    "user",
    "People whose name, log-in name, pinyin or its initials hold the words.",
    Type.Object({
      query: Type.String({ minLength: 1, maxLength: 64 }),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
    }),
    Type.Object({ users: Type.Array(Profile) }),
  ),
  "user.list": command(
    "admin",
    "All people of the server with their roles, in the order of their ids.",
    Type.Object({ after: Type.Optional(UserId), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })) }),
    Type.Object({
      users: Type.Array(Type.Object({ profile: Profile, role: ServerRole })),
      next: Type.Optional(UserId),
    }),
  ),
  "user.role": command(
    "owner",
    "Give a person a role on the server.",
    Type.Object({ user: UserId, role: ServerRole }),
    Nothing,
  ),
  "invite.create": command(
    "admin",
    "Make an invitation link.",
    Type.Object({
      uses: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
      days: Type.Optional(Type.Integer({ minimum: 1, maximum: 365 })),
    }),
    Type.Object({ invite: Invite }),
  ),
  "invite.list": command(
    "admin",
    "Invitations that still work.",
    Type.Object({}),
    Type.Object({ invites: Type.Array(Invite) }),
  ),
  "invite.revoke": command("admin", "End an invitation.", Type.Object({ code: Code }), Nothing),
} as const;
