import type { GroupSettings } from "@skein/protocol/schema";
import type { GroupRole } from "../storage/storage.ts";
import type { Conversation } from "./conversation.ts";

type Permission = keyof NonNullable<GroupSettings["permissions"]>;

const RANK: Readonly<Record<GroupRole, number>> = { owner: 2, admin: 1, member: 0 };

/** May the person do this there? In a direct conversation both may; in a group whoever the group's settings say. */
export function mayDo(conversation: Conversation, user: string, what: Permission): boolean {
  const member = conversation.members.get(user);
  if (!member) return false;
  if (conversation.kind !== "group") return true;
  const { permissions } = conversation.settings as GroupSettings;
  return RANK[member.role] >= RANK[permissions?.[what] ?? "admin"];
}
