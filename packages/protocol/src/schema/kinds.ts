import Type, { type Static, type TSchema } from "typebox";
import { LIMITS } from "../limits.ts";
import { Color, ConversationId, GroupName, GroupRole, UserId, Words } from "./primitives.ts";
import { DeviceChange } from "./device.ts";
import { Profile, Settings } from "./people.ts";

/** One kind of entry: a row here, a component in react, and nothing else. */
export interface KindRow<Body extends TSchema = TSchema> {
  readonly body: Body;
  /** Counts as unread for everyone but its author. */
  readonly countable: boolean;
  /** May be sent with `message.send`; the others are written by the server. */
  readonly sendable: boolean;
  readonly summary: string;
}

const kind = <Body extends TSchema>(body: Body, of: Omit<KindRow, "body">): KindRow<Body> => ({ body, ...of });
const system = { countable: false, sendable: false } as const;

/** The kinds of entries, by their wire name. */
export const KINDS = {
  text: kind(
    Type.Object({
      text: Type.String({
        minLength: 1,
        maxLength: LIMITS.text,
        pattern: "\\S",
        description: "Text in the safe Markdown subset",
      }),
    }),
    { countable: true, sendable: true, summary: "A message in words." },
  ),
  "group.created": kind(Type.Object({ name: GroupName, users: Type.Array(UserId) }), {
    ...system,
    summary: "The first entry of a group.",
  }),
  "group.updated": kind(Type.Object({ name: Type.Optional(GroupName), color: Type.Optional(Color) }), {
    ...system,
    summary: "Name or colour changed; only what changed is there.",
  }),
  "member.added": kind(Type.Object({ users: Type.Array(UserId) }), { ...system, summary: "`from` added people." }),
  "member.removed": kind(Type.Object({ user: UserId }), { ...system, summary: "`from` removed a person." }),
  "member.left": kind(Type.Object({}), { ...system, summary: "`from` left." }),
  "member.role": kind(Type.Object({ user: UserId, role: GroupRole }), { ...system, summary: "A role changed." }),
  "self.joined": kind(Type.Object({ conv: ConversationId }), {
    ...system,
    summary: "Self log: you are a member of this conversation now.",
  }),
  "self.left": kind(Type.Object({ conv: ConversationId, reason: Words(["left", "removed"]) }), {
    ...system,
    summary: "Self log: you are a member no longer.",
  }),
  "self.profile": kind(Type.Object({ profile: Profile }), { ...system, summary: "Self log: your profile changed." }),
  "self.settings": kind(Type.Object({ settings: Settings }), {
    ...system,
    summary: "Self log: your settings changed.",
  }),
  "self.device": kind(DeviceChange, {
    ...system,
    summary: "Self log: a device of yours was signed in or out, or renamed.",
  }),
} as const satisfies Record<string, KindRow>;

export type Kind = keyof typeof KINDS;
export type SendableKind = { [K in Kind]: (typeof KINDS)[K]["sendable"] extends true ? K : never }[Kind];
export type Bodies = { [K in Kind]: Static<(typeof KINDS)[K]["body"]> };
