import type { Client, ConversationView, Person } from "@skein/client";
import { quickSkeleton } from "@skein/protocol";
import { useClient } from "../provider.tsx";
import { useContacts } from "./use-contacts.ts";
import { useConversations } from "./use-conversations.ts";

type Looks = ReadonlyMap<string, readonly string[]>;

/** Worked out once for a state of both lists: all rows of a list ask for it. */
const known = new WeakMap<
  readonly ConversationView[],
  { readonly contacts: readonly Person[]; readonly looks: Looks }
>();

/** Whether somebody else one knows has a name that may be taken for this one's. */
export function useLookAlike(person: Person | undefined): boolean {
  const client = useClient();
  const looks = looksOf(client, useConversations(), useContacts());
  return person !== undefined && isAnothers(looks, person.name, person.id);
}

/** Whether a name of this person's may be taken for that of somebody else one knows, as of now: a line of a talk follows no lists. */
export function sharesLook(client: Client, name: string, user: string): boolean {
  return isAnothers(looksOf(client, client.conversations.get(), client.contacts.list.get()), name, user);
}

function isAnothers(looks: Looks, name: string, user: string): boolean {
  return (looks.get(quickSkeleton(name)) ?? []).some((id) => id !== user);
}

/** The people of both lists, by how their names look. */
function looksOf({ people }: Client, conversations: readonly ConversationView[], contacts: readonly Person[]): Looks {
  const before = known.get(conversations);
  if (before?.contacts === contacts) return before.looks;
  const looks = new Map<string, string[]>();
  const peers = conversations.flatMap(({ peer }) => (peer === undefined ? [] : (people.person(peer).get() ?? [])));
  for (const { id, name } of [...peers, ...contacts]) {
    const key = quickSkeleton(name);
    const others = looks.get(key);
    if (others) others.push(id);
    else looks.set(key, [id]);
  }
  known.set(conversations, { contacts, looks });
  return looks;
}
