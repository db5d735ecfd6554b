import type { ConversationView } from "@skein/client";
import { type GroupRight, mayInGroup } from "@skein/protocol";

/** Whether the reader may do something in a group that still lives. The server decides; this spares rows that would be refused. */
export function mayNow({ settings, role = "member" }: ConversationView, right: GroupRight): boolean {
  return settings?.dissolved === undefined && mayInGroup(settings?.permissions, role, right);
}
