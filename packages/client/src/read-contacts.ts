import { CLIENT_LIMITS, type Contact, type FriendRequest } from "@skein/protocol";
import type { Caller } from "./link/requests.ts";

/** All that others are to oneself, and the friend requests of both sides, the newest first. */
export async function readContacts(
  caller: Caller,
): Promise<{ readonly contacts: readonly Contact[]; readonly requests: readonly FriendRequest[] }> {
  const contacts: Contact[] = [];
  let after: string | undefined;
  do {
    const page = await caller.call("contact.list", {
      limit: CLIENT_LIMITS.contactsPage,
      ...(after !== undefined && { after }),
    });
    contacts.push(...page.contacts);
    after = page.next;
  } while (after !== undefined);
  const { incoming, outgoing } = await caller.call("contact.requests", {});
  return { contacts, requests: [...incoming, ...outgoing].toSorted((a, b) => b.created - a.created) };
}
