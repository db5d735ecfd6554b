import { mayInGroup, ROLE_RANK } from "@skein/protocol";
import type { GroupRight, GroupSettings } from "@skein/protocol/schema";
import { Refusal } from "../../kit/refusal.ts";
import { memberOf } from "../../message/admit.ts";
import type { Conversation } from "../../message/conversation.ts";
import type { Conversations } from "../../message/conversations.ts";
import type { GroupRole } from "../../storage/storage.ts";

/** A right of the table, what every member may do, or what only owners may. */
export type Needed = GroupRight | "anything" | "owner";

const ROLES: readonly GroupRole[] = ["owner", "admin", "member"];

export const settingsOf = (group: Conversation): GroupSettings => group.settings;

/** The roles that may, by what the group has set. The same is guarded again in the write: roles may change on the way. */
export function rolesThatMay(group: Conversation, needed: Needed): readonly GroupRole[] {
  return ROLES.filter((role) => may(group, role, needed));
}

/** The one place where it is decided what a role may do in a group. [GROUP-4] */
export function may(group: Conversation, role: GroupRole, needed: Needed): boolean {
  if (needed === "anything") return true;
  if (needed === "owner") return role === "owner";
  return mayInGroup(settingsOf(group).permissions, role, needed);
}

/** Whom a role may remove, ban or mute: owners anyone, others those below them. */
export function below(role: GroupRole): readonly GroupRole[] {
  return role === "owner" ? ROLES : ROLES.filter((other) => ROLE_RANK[other] < ROLE_RANK[role]);
}

/**
 * The group, for a member who may.
 *
 * @throws Refusal `not_found` for whoever is no member, `forbidden` for a member who may not, `ended` where it was dissolved
 */
export async function groupFor(
  conversations: Conversations,
  id: string,
  user: string,
  needed: Needed,
): Promise<Conversation> {
  const group = await readableGroup(conversations, id, user, needed);
  if (settingsOf(group).dissolved !== undefined) throw new Refusal("ended");
  return group;
}

/** The same where nothing is to be changed: what was dissolved can be read. */
export async function readableGroup(
  conversations: Conversations,
  id: string,
  user: string,
  needed: Needed,
): Promise<Conversation> {
  const group = await memberOf(conversations, id, user);
  if (group.kind !== "group") throw new Refusal("not_found");
  if (!may(group, roleOf(group, user), needed)) throw new Refusal("forbidden");
  return group;
}

export function roleOf(group: Conversation, user: string): GroupRole {
  const member = group.members.get(user);
  if (!member) throw new Refusal("not_found");
  return member.role;
}
