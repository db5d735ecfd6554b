import type { Conversation } from "@skein/client";
import type { MessageItem } from "../kind/row.ts";
import { mentionAtFault, unmentioned } from "./unmentioned.ts";

/** Sends a failed message again; without the mention that was its fault, which would fail it each time. */
export function sendAgain(conversation: Conversation, { id: key, kind, body, error }: MessageItem): void {
  const fault = mentionAtFault(error);
  if (fault === undefined) {
    conversation.retry(key);
    return;
  }
  conversation.discard(key);
  conversation.say(kind, unmentioned(body, fault) as typeof body);
}
