import type { ConversationView } from "@skein/client";
import { mayInGroup } from "@skein/protocol";

/** Why one may not speak in a group now, and until when, ms; for what has no end, or none that is known, there is no `until`. */
export interface Silence {
  readonly why: "muted" | "mutedAll" | "owners" | "admins" | "channel" | "dissolved";
  readonly until?: number;
}

/** Whether somebody may not speak there at this time of the server, in the order in which the server asks. [GROUP-9] [GROUP-14] [CHAN-1] */
export function silenceOf(
  { kind, role = "member", settings = {}, mutedUntil = 0, channel }: SilenceParts,
  now: number,
): Silence | undefined {
  if (kind !== "group") return undefined;
  if (settings.dissolved !== undefined) return { why: "dissolved" };
  if (mutedUntil > now) return { why: "muted", until: mutedUntil };
  if (isReader({ channel, role })) return { why: "channel" };
  if (!mayInGroup(settings.permissions, role, "send"))
    return { why: settings.permissions?.send === "owner" ? "owners" : "admins" };
  const { mutedUntil: all = 0 } = settings;
  return role === "member" && all > now ? { why: "mutedAll", until: all } : undefined;
}

type SilenceParts = Pick<ConversationView, "kind" | "role" | "settings" | "mutedUntil" | "channel">;

/** Whether one reads a channel, and never writes in it. */
export function isReader(view: Pick<ConversationView, "channel" | "role"> | undefined): boolean {
  return view?.channel === true && (view.role ?? "member") === "member";
}
