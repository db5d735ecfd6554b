import type { ConversationView, Person } from "@skein/client";
import { mayInGroup } from "@skein/protocol";
import { useMemo } from "react";
import { useConversation } from "../../hook/use-conversations.ts";
import { useMe } from "../../hook/use-me.ts";
import { isCalled } from "../../people/is-called.ts";
import { useClient } from "../../provider.tsx";
import { EVERYBODY } from "../../talk/mention/named-in.ts";
import type { Named } from "../../talk/mention/spans.ts";
import { useTexts } from "../../text/language.tsx";
import { useMembersFound } from "./use-members-found.ts";

/** Somebody who can be mentioned, and what the text will call them; without a person it is everybody. */
export interface Mentionable extends Named {
  readonly person?: Person;
  /** What the group calls them. */
  readonly nick?: string | undefined;
}

/** Where nothing was typed yet: those whom one may mean. */
const FEW = 7;
const MOST = 30;
/** What everybody is called by besides, as one types it. */
const ALSO = ["all", "suoyouren", "syr"];

/** Who can be mentioned for what was typed: those who spoke last first, at once; then whom the server finds. */
export function useMentionable(id: string, query: string | undefined): readonly Mentionable[] {
  const { people } = useClient();
  const { mention } = useTexts().message;
  const { conversation, view } = useConversation(id);
  const me = useMe()?.profile.id;
  const found = useMembersFound(view?.kind === "group" ? id : undefined, query);
  return useMemo(() => {
    if (query === undefined || !view) return [];
    const nicks = new Map(found.map(({ user, nick }) => [user, nick]));
    const spoke = conversation.timeline.state.get().items.flatMap(({ from, said }) => (said ? [from] : []));
    const known = view.kind === "direct" ? [view.peer ?? ""] : [...spoke.toReversed(), ...nicks.keys()];
    const rows = [...new Set(known)].flatMap((user): Mentionable[] => {
      const person = people.person(user).get();
      const nick = nicks.get(user) || undefined;
      if (!person || user === me || person.deleted) return [];
      if (!isCalled(person, query) && !nick?.toLocaleLowerCase().includes(query.toLocaleLowerCase())) return [];
      return [{ user, name: nick ?? person.ownName ?? person.name, person, nick }];
    });
    const sorted = [...rows.filter((row) => begins(row, query)), ...rows.filter((row) => !begins(row, query))];
    if (!mayAll(view, query)) return sorted.slice(0, query === "" ? FEW : MOST);
    const everybody = { name: mention.everyone };
    // not where one Enter too many would call everybody
    return query === "" ? [...sorted.slice(0, FEW), everybody] : [everybody, ...sorted.slice(0, MOST)];
  }, [query, view, found, conversation, people, me, mention]);
}

function begins({ name, person }: Mentionable, query: string): boolean {
  const wanted = query.toLocaleLowerCase();
  return [name, person?.name, person?.login].some((one) => one?.toLocaleLowerCase().startsWith(wanted));
}

/** Whether the reader may mention everybody, and what was typed asks for that. */
function mayAll({ kind, role = "member", settings }: ConversationView, query: string): boolean {
  if (kind !== "group" || !mayInGroup(settings?.permissions, role, "mentionAll")) return false;
  return [...EVERYBODY, ...ALSO].some((name) => name.startsWith(query.toLocaleLowerCase()));
}
