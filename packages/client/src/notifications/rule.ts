import { LIMITS, type NotifyRule, type Settings } from "@skein/protocol";
import type { ConversationView } from "../view.ts";

/** What of a person's settings says what they are told of. */
export type NotifySettings = Pick<Settings, "notifyDirect" | "notifyGroups">;

/**
 * Of what in a conversation a person is told, by its own rule, else by their settings: what the server goes by too. [PUSH-5]
 *
 * @example ruleFor(conversation.view.get(), client.me.get()?.settings ?? {})
 */
export function ruleFor(
  { notify = "default", kind, members }: Pick<ConversationView, "notify" | "kind" | "members">,
  { notifyDirect = "all", notifyGroups = "default" }: NotifySettings,
): NotifyRule {
  if (notify !== "default") return notify;
  if (kind === "direct") return notifyDirect;
  if (notifyGroups !== "default") return notifyGroups;
  return members > LIMITS.notifiedMembers ? "mentions" : "all";
}
