import { mayInGroup } from "@skein/protocol";
import type { GroupRight, GroupSettings } from "@skein/protocol/schema";
import type { Conversation } from "./conversation.ts";

/** May the person do this there? In a direct conversation both may; in a group whoever the group's settings say. */
export function mayDo(conversation: Conversation, user: string, what: GroupRight): boolean {
  const member = conversation.members.get(user);
  if (!member) return false;
  if (conversation.kind !== "group") return true;
  return mayInGroup((conversation.settings as GroupSettings).permissions, member.role, what);
}
