import type { Person } from "@skein/client";
import { quickSkeleton } from "@skein/protocol";
import { useCallback, useEffect, useSyncExternalStore } from "react";
import { useClient } from "../provider.tsx";
import { useTexts } from "../text/language.tsx";
import { useConversation } from "./use-conversations.ts";
import { sharesLook } from "./use-look-alike.ts";
import { usePerson } from "./use-person.ts";

export interface NameHere {
  readonly name: string;
  readonly color: number;
  readonly picture: string | undefined;
  /** Their own name, where the one they have given themselves here may be taken for somebody else's. */
  readonly hint?: string;
  readonly person: Person | undefined;
}

/** What somebody calls themselves in a group; undefined: by their name, or not known yet. */
function useNick(id: string | undefined, user: string | undefined): string | undefined {
  const { conversation } = useConversation(id ?? "");
  const { view } = conversation;
  useEffect(() => {
    if (id !== undefined && user !== undefined) conversation.learnNicks([user]);
  }, [conversation, id, user]);
  const get = useCallback(
    () => (user === undefined ? undefined : view.get()?.nicks?.[user]) || undefined,
    [view, user],
  );
  return useSyncExternalStore(view.subscribe, get, get);
}

/**
 * What to call somebody in a conversation: the name that the reader has given them, else the one they have given themselves there, else
 * their own; "Somebody" until known.
 */
export function useNameHere(id: string | undefined, user: string | undefined): NameHere {
  const { kit } = useTexts();
  const person = usePerson(user);
  const nick = useNick(id, user);
  const client = useClient();
  const own = person?.name ?? kit.somebody;
  const look = { color: person?.color ?? 0, picture: person?.avatar };
  if (nick === undefined || person?.ownName !== undefined) return { name: own, ...look, person };
  const alike = user !== undefined && quickSkeleton(nick) !== quickSkeleton(own) && sharesLook(client, nick, user);
  return { name: nick, ...look, person, ...(alike && { hint: own }) };
}
