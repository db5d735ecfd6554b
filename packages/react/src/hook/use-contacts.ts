import type { Person } from "@skein/client";
import type { FriendRequest, Result } from "@skein/protocol";
import { useEffect, useState } from "react";
import { useClient } from "../provider.tsx";
import { useOnline } from "./use-connection.ts";
import { useMe } from "./use-me.ts";
import { useNow } from "./use-now.ts";
import { useObservable } from "./use-observable.ts";

/** Friends, those one has a name for, and those one blocks. */
export function useContacts(): readonly Person[] {
  return useObservable(useClient().contacts.list);
}

/** Friend requests to oneself and of one's own, the newest first. */
export function useFriendRequests(): readonly FriendRequest[] {
  return useObservable(useClient().contacts.requests);
}

/** Requests to oneself that wait for an answer. */
export function useWaitingRequests(): readonly FriendRequest[] {
  const me = useMe()?.profile.id;
  const now = useNow();
  return useFriendRequests().filter(({ to, state, expires }) => to === me && state === "open" && expires > now);
}

/** Whether somebody takes messages, and the request between them and oneself; undefined until told, and without a link. */
export function useCard(user: string): Result<"contact.get"> | undefined {
  const client = useClient();
  const online = useOnline();
  // what the self log tells of either may change the answer
  const requests = useFriendRequests();
  const contacts = useContacts();
  const [card, setCard] = useState<{ readonly user: string; readonly told: Result<"contact.get"> }>();
  useEffect(() => {
    if (!online) return undefined;
    let wanted = true;
    client
      .call("contact.get", { user })
      .then((told) => wanted && setCard({ user, told }))
      // without an answer the card offers what needs none
      .catch(() => wanted && setCard(undefined));
    return () => {
      wanted = false;
    };
  }, [client, online, user, requests, contacts]);
  return card?.user === user ? card.told : undefined;
}
