import { LIMITS } from "@skein/protocol";
import { memberOf } from "../../message/admit.ts";
import type { Events } from "../../message/events.ts";
import { eventFrame } from "../../message/fanout.ts";
import type { Line } from "../../message/send.ts";

/** Whether what somebody does in a conversation is told to the other person of it. */
export type MayWrite = (user: string, conv: string) => boolean | Promise<boolean>;

/** Tells the other members that are here. Nothing is kept. [TYPE-1] [TYPE-2] */
export async function tellTyping(
  room: { readonly line: Line; readonly events: Events; readonly mayWrite: MayWrite },
  user: string,
  conv: string,
  active: boolean,
): Promise<Record<string, never>> {
  const conversation = await memberOf(room.line.conversations, conv, user);
  // of so many nobody asks who types, and each key press would cost a walk through all of them
  if (conversation.members.size > LIMITS.typingMembers) return {};
  if (await room.mayWrite(user, conv))
    room.events.send(conversation, eventFrame("typing", { conv, user, active }), user);
  return {};
}
