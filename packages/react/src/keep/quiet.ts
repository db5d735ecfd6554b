import type { ConversationView } from "@skein/client";
import { FOREVER } from "@skein/protocol";

const HOUR = 3_600_000;
/** When a day begins for who says "until tomorrow": people are asleep at midnight, and want to be still. */
const MORNING = 8;

/** For how long one can make a conversation quiet. */
export type QuietSpan = "hour" | "hours" | "tomorrow" | "forever";

export const QUIET_SPANS: readonly QuietSpan[] = ["hour", "hours", "tomorrow", "forever"];

/** When that ends, ms. */
export function quietUntil(span: QuietSpan, now: number): number {
  switch (span) {
    case "hour":
      return now + HOUR;
    case "hours":
      return now + 8 * HOUR;
    case "tomorrow": {
      const day = new Date(now);
      return new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1, MORNING).getTime();
    }
    case "forever":
      return FOREVER;
  }
}

/** Whether a conversation makes no noise now, and counts in no total. */
export function isQuiet({ quiet = 0 }: Pick<ConversationView, "quiet">, now: number): boolean {
  return quiet > now;
}

/** The unread messages that call for somebody: not those of quiet conversations. */
export function unreadTotal(conversations: readonly Pick<ConversationView, "quiet" | "unread">[], now: number): number {
  return conversations.reduce((sum, view) => (isQuiet(view, now) ? sum : sum + view.unread), 0);
}
