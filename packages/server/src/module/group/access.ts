import { Refusal } from "../../kit/refusal.ts";
import { memberOf } from "../../message/admit.ts";
import type { Conversation } from "../../message/conversation.ts";
import type { Conversations } from "../../message/conversations.ts";
import type { GroupRole } from "../../storage/storage.ts";

/** Who may do what to a group. The same is guarded again in the write: roles may change on the way. [GROUP-4] */
export const MAY = {
  change: ["owner", "admin"],
  add: ["owner", "admin"],
  role: ["owner"],
} as const satisfies Record<string, readonly GroupRole[]>;

/** Whom a role may remove. */
export const MAY_REMOVE: Record<GroupRole, readonly GroupRole[]> = {
  owner: ["owner", "admin", "member"],
  admin: ["member"],
  member: [],
};

/** The group, for a member with one of these roles. */
export async function groupFor(
  conversations: Conversations,
  id: string,
  user: string,
  roles: readonly GroupRole[],
): Promise<Conversation> {
  const group = await memberOf(conversations, id, user);
  if (group.kind !== "group") throw new Refusal("not_found");
  if (!roles.includes(roleOf(group, user))) throw new Refusal("forbidden");
  return group;
}

export function roleOf(group: Conversation, user: string): GroupRole {
  const member = group.members.get(user);
  if (!member) throw new Refusal("not_found");
  return member.role;
}
