import { directPeople } from "@skein/protocol";
import { Refusal } from "../../kit/refusal.ts";
import type { Conversation } from "../../message/conversation.ts";
import type { Conversations } from "../../message/conversations.ts";
import { mayDo } from "../../message/permission.ts";
import type { Addition, Saying, SendRule } from "../../message/rules.ts";
import { mention, mentionAnew } from "./store.ts";

interface Mentions {
  readonly mentions?: { readonly users?: readonly string[]; readonly all?: true };
  readonly thread?: object;
}

/** Whom a message mentions is a member; everybody is mentioned by whoever may. An edit says it anew. */
export function mentions(conversations: Pick<Conversations, "anew" | "shared">): SendRule {
  return (saying) => {
    const { users = [], all = false } = (saying.body as Mentions).mentions ?? {};
    if (users.length > 0 || all) {
      const stranger = users.findIndex((user) => !isIn(saying.conversation, saying.conv, user));
      if (stranger >= 0) {
        if (!conversations.shared || !saying.conversation) throw unknown(stranger);
        // another node may just have added them
        return conversations.anew(saying.conv).then((conversation) => {
          const still = users.findIndex((user) => !isIn(conversation, saying.conv, user));
          if (still >= 0) throw unknown(still);
          return noted({ ...saying, conversation }, users, all);
        });
      }
    } else if (saying.ref === undefined) return undefined;
    return noted(saying, users, all);
  };
}

function noted(saying: Saying, users: readonly string[], all: boolean): Addition | undefined {
  const { conv, user, ref, conversation } = saying;
  if (all && conversation && !mayDo(conversation, user, "mentionAll")) {
    throw new Refusal("forbidden", { path: "/body/mentions/all" });
  }
  if (ref !== undefined) return { rows: mentionAnew(conv, ref, user, users, all) };
  // who is mentioned in a thread follows it
  return (saying.body as Mentions).thread ? undefined : { rows: mention(conv, user, users, all) };
}

function isIn(conversation: Conversation | undefined, conv: string, user: string): boolean {
  return conversation ? conversation.members.has(user) : (directPeople(conv)?.includes(user) ?? false);
}

function unknown(at: number): Refusal {
  return new Refusal("invalid", { path: `/body/mentions/users/${at}`, message: "no member of this conversation" });
}
