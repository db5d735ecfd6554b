import type { ConversationView, Person } from "@skein/client";
import { useDeferredValue, useEffect, useMemo, useState } from "react";
import { after } from "../clock.ts";
import { useClient } from "../provider.tsx";
import { useErrorText } from "../text/error-text.ts";
import { useTexts } from "../text/language.tsx";
import { isCalled } from "../people/is-called.ts";
import { useContacts } from "./use-contacts.ts";
import { useOnline } from "./use-connection.ts";
import { useConversations } from "./use-conversations.ts";
import { useMe } from "./use-me.ts";

export interface Found {
  /** From this device, at once. */
  readonly conversations: readonly ConversationView[];
  /** Contacts of this device, and people of the server as it answers: without those whose conversation is listed already. */
  readonly people: readonly Person[];
  readonly searching: boolean;
  readonly error: string | undefined;
}

const PAUSE = 150;
const MOST = 20;

/** Finds conversations by name on this device while one types, and people on the server a moment later. */
export function useSearch(query: string): Found {
  const words = useDeferredValue(query.trim());
  const conversations = useConversationsByName(words);
  const { people, searching, error } = usePeopleSearch(words);
  const contacts = useContacts();
  const called = words === "" ? [] : contacts.filter((person) => isCalled(person, words)).slice(0, MOST);
  const listed = new Set(conversations.map(({ peer }) => peer));
  const all = new Map([...called, ...people].map((person) => [person.id, person]));
  return { conversations, people: [...all.values()].filter(({ id }) => !listed.has(id)), searching, error };
}

function useConversationsByName(words: string): readonly ConversationView[] {
  const { people } = useClient();
  const conversations = useConversations();
  const me = useMe()?.profile.id;
  const { list } = useTexts();
  return useMemo(() => {
    if (words === "") return [];
    const wanted = words.toLocaleLowerCase();
    const holds = (name: string | undefined): boolean => name?.toLocaleLowerCase().includes(wanted) ?? false;
    const found = (view: ConversationView): boolean => {
      if (view.kind === "group") return holds(view.name);
      const peer = view.peer === undefined ? undefined : people.person(view.peer).get();
      return (view.peer === me && holds(list.saved)) || (peer !== undefined && isCalled(peer, words));
    };
    return conversations.filter(found).slice(0, MOST);
  }, [words, conversations, people, me, list]);
}

interface PeopleFound {
  readonly people: readonly Person[];
  readonly searching: boolean;
  readonly error: string | undefined;
}

const nothing: PeopleFound = { people: [], searching: false, error: undefined };

/** People on the server whose name or log-in name holds the words. The last answer stays until the next one comes, so that nothing flickers. */
export function usePeopleSearch(words: string): PeopleFound {
  const { people } = useClient();
  const online = useOnline();
  const errorText = useErrorText();
  const [answer, setAnswer] = useState<{
    readonly words: string;
    readonly found: readonly Person[];
    readonly error?: string;
  }>();
  useEffect(() => {
    if (words === "" || !online) return undefined;
    let wanted = true;
    const cancel = after(PAUSE, () => {
      people
        .search(words)
        .then((found) => wanted && setAnswer({ words, found }))
        .catch((error: unknown) => wanted && setAnswer({ words, found: [], error: errorText(error) }));
    });
    return () => {
      wanted = false;
      cancel();
    };
  }, [people, words, online, errorText]);
  if (words === "" || !online) return nothing;
  return {
    people: answer?.found ?? [],
    searching: answer?.words !== words,
    error: answer?.words === words ? answer.error : undefined,
  };
}
