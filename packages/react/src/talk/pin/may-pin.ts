import type { ConversationView } from "@skein/client";
import { mayInGroup } from "@skein/protocol";

/** Whether the reader may pin there: both in a direct conversation, in a group who has the right. */
export function mayPin(view: ConversationView | undefined): boolean {
  if (view?.kind !== "group") return view !== undefined;
  const { settings, role = "member" } = view;
  return settings?.dissolved === undefined && mayInGroup(settings?.permissions, role, "pin");
}
