import Type from "typebox";
import { LIMITS } from "../../limits.ts";
import { KeepChange } from "../kept.ts";
import { ContactChange, FriendRequest, PrivacyChange } from "../contact.ts";
import { DeviceChange } from "../device.ts";
import { Profile, Settings } from "../people.ts";
import { ConversationId, GroupName, Seq, Stamp, Words } from "../primitives.ts";
import { notice } from "./row.ts";

/** What a person's own devices are told in their self log. */
export const selfKinds = {
  "self.joined": notice("Self log: you are a member of this conversation now.", {
    conv: ConversationId,
    asked: Type.Optional(Type.Literal(true, { description: "You had asked to come in, and were let in" })),
  }),
  "self.left": notice("Self log: you are a member no longer.", {
    conv: ConversationId,
    reason: Words(["left", "removed", "banned"]),
  }),
  "self.group": notice("Self log: what a group tells only to some changed (who asks to come in, what you have read).", {
    conv: ConversationId,
  }),
  "self.refused": notice("Self log: you asked to come into a group of this name, and were not let in.", {
    name: GroupName,
  }),
  "self.thread": notice("Self log: you read on in a thread, began to follow it or ended that.", {
    conv: ConversationId,
    root: Seq,
    read: Seq,
    followed: Type.Boolean(),
  }),
  "self.profile": notice("Self log: your profile changed.", { profile: Profile }),
  "self.settings": notice("Self log: your settings changed.", { settings: Settings }),
  "self.kept": notice("Self log: you changed how you keep conversations; only what changed is there.", {
    changes: Type.Array(KeepChange, { maxItems: LIMITS.keepChanges }),
  }),
  "self.draft": notice("Self log: what you wrote in a conversation and did not send has changed; read it anew.", {
    conv: ConversationId,
    stamp: Stamp,
  }),
  "self.starred": notice("Self log: you starred messages, or took that back.", {
    conv: ConversationId,
    seqs: Type.Array(Seq),
    on: Type.Boolean(),
  }),
  "self.removed": notice("Self log: you deleted messages for yourself.", {
    conv: ConversationId,
    seqs: Type.Array(Seq),
  }),
  "self.device": notice("Self log: a device of yours was signed in or out, or renamed.", DeviceChange.properties),
  "self.contact": notice(
    "Self log: what somebody is to you changed; only what changed is there.",
    ContactChange.properties,
  ),
  "self.request": notice("Self log: a friend request to you or of yours came, or what became of it.", {
    request: FriendRequest,
  }),
  "self.privacy": notice(
    "Self log: who may do what with you changed; only what changed is there.",
    PrivacyChange.properties,
  ),
} as const;
