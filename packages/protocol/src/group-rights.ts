import type { GroupPermissions, GroupRight } from "./schema/group.ts";

export type RoleInGroup = "owner" | "admin" | "member";

/** From which role on what is allowed where a group has set nothing else: the one table of rights. */
export const GROUP_RIGHTS = {
  /** Speak. */
  send: "member",
  /** Change name, colour and description. */
  info: "admin",
  /** Add people. */
  add: "admin",
  /** Make and revoke links. */
  invite: "admin",
  /** Let in those who ask. */
  approve: "admin",
  /** Remove and ban members; whom, follows from the roles. */
  remove: "admin",
  /** Mute members, and all for a while. */
  mute: "admin",
  /** Slow mode, and what newcomers may read. */
  rules: "admin",
  /** Set the announcement. */
  announce: "admin",
  /** Pin messages. */
  pin: "admin",
  /** Mention everybody at once. */
  mentionAll: "admin",
  /** Have a name of one's own here. */
  nick: "member",
} as const satisfies Record<GroupRight, RoleInGroup>;

export const ROLE_RANK: Readonly<Record<RoleInGroup, number>> = { member: 0, admin: 1, owner: 2 };

/** Whether a role has a right in a group with these permissions. Owners have every right. */
export function mayInGroup(permissions: GroupPermissions | undefined, role: RoleInGroup, right: GroupRight): boolean {
  return ROLE_RANK[role] >= ROLE_RANK[permissions?.[right] ?? GROUP_RIGHTS[right]];
}
