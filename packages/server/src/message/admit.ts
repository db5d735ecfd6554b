import { conversationKind, directPeople } from "@skein/protocol";
import { Refusal } from "../kit/refusal.ts";
import type { Conversation } from "./conversation.ts";
import type { Conversations } from "./conversations.ts";
import { createDirect } from "./direct.ts";
import type { People } from "./people.ts";
import {
  type Addition,
  type Doing,
  type DoRule,
  judged,
  judgedDoing,
  type Saying,
  type SendRule,
  type Verdict,
} from "./rules.ts";

/** The conversation, for a member, from the store where `anew`; `not_found` for everybody else, whether it exists or not. [CONV-5] [ERR-3] */
export async function memberOf(
  conversations: Conversations,
  id: string,
  user: string,
  anew = false,
): Promise<Conversation> {
  const known = anew ? await conversations.anew(id) : conversations.known(id);
  const conversation = known?.members.has(user) ? known : await conversations.for(id, user);
  if (!conversation?.members.has(user)) throw new Refusal("not_found");
  return conversation;
}

/** What admission needs of the line. */
export interface Gate {
  readonly conversations: Conversations;
  readonly people: People;
  readonly rules: readonly SendRule[];
  readonly doing: readonly DoRule[];
}

/**
 * May they speak here? What is to be written with it, if anything. A direct conversation need not exist yet: it comes with its first
 * entry. [CONV-2] [CONV-3]
 */
export function admit(gate: Gate, saying: Omit<Saying, "conversation" | "ref">): ReturnType<SendRule> {
  const { conv, user, kind, body, now } = saying;
  const { turns } = gate.conversations;
  if (conversationKind(conv) === "self") throw new Refusal("not_found");
  const conversation = gate.conversations.known(conv);
  if (turns.busy(conv) || !conversation?.members.has(user)) return turns.take(conv, () => admitUnknown(gate, saying));
  if (gate.rules.length === 0) return undefined;
  // named one by one: this is done for every message, and a spread costs several times as much
  const verdict = allowed(gate, { user, conv, kind, body, now, conversation });
  return verdict instanceof Promise ? turns.take(conv, () => verdict) : verdict;
}

/**
 * What the rules say of it. Where other nodes write too, what is in memory of a group may be a moment behind: whoever is refused by it
 * is looked at once more, as the store has it.
 */
export function allowed(gate: Gate, saying: Saying): ReturnType<SendRule> {
  const { conversations, rules } = gate;
  if (!conversations.shared || saying.conversation?.kind !== "group") return judged(rules, saying);
  const again = async (fault: unknown): Promise<Addition | undefined> => {
    if (!(fault instanceof Refusal)) throw fault;
    return judged(rules, { ...saying, conversation: await conversations.anew(saying.conv) });
  };
  try {
    const verdict = judged(rules, saying);
    return verdict instanceof Promise ? verdict.catch(again) : verdict;
  } catch (fault) {
    return again(fault);
  }
}

/**
 * Looks whether a member of a conversation may do something. Where other nodes write too, whoever is refused by what is in memory of a group
 * is looked at once more as above.
 *
 * @param look refuses by throwing a `Refusal`
 */
export async function lookedAtTwice<T>(
  conversations: Conversations,
  conversation: Conversation,
  user: string,
  look: (conversation: Conversation) => T | Promise<T>,
): Promise<T> {
  try {
    return await look(conversation);
  } catch (fault) {
    if (!(fault instanceof Refusal) || !conversations.shared || conversation.kind !== "group") throw fault;
    return look(await memberOf(conversations, conversation.id, user, true));
  }
}

/** What the rules say of what somebody does to a message, short of saying something. */
export function permitted({ conversations, doing: rules }: Gate, doing: Doing): Promise<Verdict> {
  return lookedAtTwice(conversations, doing.conversation, doing.user, (conversation) =>
    judgedDoing(rules, { ...doing, conversation }),
  );
}

async function admitUnknown(gate: Gate, saying: Omit<Saying, "conversation">): Promise<Addition | undefined> {
  const { conv, user, now } = saying;
  const conversation = await gate.conversations.for(conv, user);
  if (conversation) {
    if (!conversation.members.has(user)) throw new Refusal("not_found");
    return allowed(gate, { ...saying, conversation });
  }
  const pair = directPeople(conv);
  if (!pair?.includes(user)) throw new Refusal("not_found");
  for (const person of new Set(pair)) if (!(await gate.people.exists(person))) throw new Refusal("not_found");
  const addition = await judged(gate.rules, { ...saying, conversation: undefined });
  return { ...addition, rows: [...createDirect(pair, now), ...(addition?.rows ?? [])] };
}
