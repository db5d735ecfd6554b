import { directPeople } from "@skein/protocol";
import { Refusal } from "../../kit/refusal.ts";
import type { Conversation } from "../../message/conversation.ts";
import { mayDo } from "../../message/permission.ts";
import type { Addition, Saying, SendRule } from "../../message/rules.ts";
import { mention, mentionAnew } from "./store.ts";

interface Mentions {
  readonly mentions?: { readonly users?: readonly string[]; readonly all?: true };
  readonly thread?: object;
}

/** One for all: the usual message makes nothing here that has to be swept up. */
const NOBODY: readonly string[] = [];

/** Whom a message mentions is a member; everybody is mentioned by whoever may. An edit says it anew. */
export const mentions: SendRule = (saying) => {
  const named = (saying.body as Mentions).mentions;
  const users = named?.users ?? NOBODY;
  const all = named?.all ?? false;
  if (users.length === 0 && !all && saying.ref === undefined) return undefined;
  const stranger = users.findIndex((user) => !isIn(saying.conversation, saying.conv, user));
  if (stranger >= 0) {
    const path = `/body/mentions/users/${stranger}`;
    throw new Refusal("invalid", { path, message: "no member of this conversation" });
  }
  return noted(saying, users, all);
};

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
