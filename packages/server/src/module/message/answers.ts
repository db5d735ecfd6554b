import { Refusal } from "../../kit/refusal.ts";
import type { SendRule } from "../../message/rules.ts";

/** What a message answers is there, and its author may read it. */
export const answers: SendRule = ({ body, conversation, user }) => {
  const { reply } = body as { readonly reply?: { readonly seq: number } };
  if (!reply) return undefined;
  const since = conversation?.readableFrom(user) ?? 0;
  if (!conversation || reply.seq < Math.max(1, since) || reply.seq > conversation.head) {
    throw new Refusal("not_found", { path: "/body/reply/seq" });
  }
  return undefined;
};
