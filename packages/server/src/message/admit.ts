import { conversationKind, directPeople } from "@skein/protocol";
import { Refusal } from "../kit/refusal.ts";
import type { Statement } from "../storage/storage.ts";
import type { Conversation } from "./conversation.ts";
import type { Conversations } from "./conversations.ts";
import { createDirect } from "./direct.ts";
import type { People } from "./people.ts";

/** The conversation, for a member; `not_found` for everybody else, whether it exists or not. [CONV-5] [ERR-3] */
export async function memberOf(conversations: Conversations, id: string, user: string): Promise<Conversation> {
  const known = conversations.known(id);
  const conversation = known?.members.has(user) ? known : await conversations.for(id, user);
  if (!conversation?.members.has(user)) throw new Refusal("not_found");
  return conversation;
}

/** What must be written before the first entry can be: nothing for a conversation that exists. */
export type Admission = readonly Statement[] | undefined;

/** May they speak here? A direct conversation need not exist yet: it comes with its first entry. [CONV-2] [CONV-3] */
export function admit(
  conversations: Conversations,
  people: People,
  id: string,
  user: string,
  now: number,
): Admission | Promise<Admission> {
  if (conversationKind(id) === "self") throw new Refusal("not_found");
  const known = conversations.known(id);
  if (conversations.turns.busy(id) || !known?.members.has(user)) {
    return conversations.turns.take(id, () => admitUnknown(conversations, people, id, user, now));
  }
  return undefined;
}

async function admitUnknown(
  conversations: Conversations,
  people: People,
  id: string,
  user: string,
  now: number,
): Promise<Admission> {
  const conversation = await conversations.for(id, user);
  if (conversation) {
    if (!conversation.members.has(user)) throw new Refusal("not_found");
    return undefined;
  }
  const pair = directPeople(id);
  if (!pair?.includes(user)) throw new Refusal("not_found");
  for (const person of new Set(pair)) if (!(await people.exists(person))) throw new Refusal("not_found");
  return createDirect(pair, now);
}
