import type { Client, Conversation } from "@skein/client";
import { directPeer } from "@skein/protocol";
import { useEffect, useMemo } from "react";
import { useMe } from "../../hook/use-me.ts";
import { useClient } from "../../provider.tsx";
import { namedIn } from "../../talk/mention/named-in.ts";
import type { Named } from "../../talk/mention/spans.ts";
import type { Target } from "../../talk/talk-state.tsx";

/** Whom one has chosen while writing, by conversation: a draft stays when one looks at another talk. */
const DRAFTED = new WeakMap<Conversation, readonly Named[]>();
/** Names of a draft that are looked up at most. */
const LOOKED_UP = 5;

export interface Picks {
  readonly list: () => readonly Named[];
  readonly add: (named: Named) => void;
  /** What was written is sent. */
  readonly clear: () => void;
}

/** Whom the text in the field may mention: chosen while writing it, named by the message that one changes, or by a draft from before. */
export function usePicks(conversation: Conversation, target: Target | undefined): Picks {
  const client = useClient();
  const me = useMe()?.profile.id;
  const edited = target?.mode === "edit" ? target.item : undefined;
  useEffect(() => {
    const draft = conversation.view.get()?.draft ?? "";
    if (me === undefined || DRAFTED.has(conversation) || !draft.includes("@")) return;
    lookUp(client, conversation, draft, me).then(
      (named) => !DRAFTED.has(conversation) && DRAFTED.set(conversation, named),
      (error: unknown) => console.debug("The draft's names were not found:", error),
    );
  }, [client, conversation, me]);
  return useMemo(() => {
    const nameOf = (user: string): string | undefined => {
      const person = client.people.person(user).get();
      return person?.ownName ?? person?.name;
    };
    let ofEdit = edited?.body.mentions ? namedIn(edited.body.mentions, nameOf) : [];
    return {
      list: () => (edited ? ofEdit : (DRAFTED.get(conversation) ?? [])),
      add: (named) => {
        if (edited) ofEdit = [...ofEdit, named];
        else DRAFTED.set(conversation, [...(DRAFTED.get(conversation) ?? []), named]);
      },
      clear: () => DRAFTED.delete(conversation),
    };
  }, [client, conversation, edited]);
}

/** People of the conversation whom a draft calls by name. */
async function lookUp(client: Client, { id }: Conversation, draft: string, me: string): Promise<readonly Named[]> {
  const peer = directPeer(id, me);
  if (peer !== undefined) {
    const person = client.people.person(peer).get();
    return person ? [{ user: peer, name: person.ownName ?? person.name }] : [];
  }
  const words = [...draft.matchAll(/@([^\s@]{1,32})/gu)].slice(0, LOOKED_UP).map(([, word = ""]) => word);
  const pages = await Promise.all(
    [...new Set(words)].map((query) => client.call("group.members", { conv: id, query, limit: 20 })),
  );
  return pages.flatMap(({ members, users }) =>
    members.flatMap(({ user, nick }) => {
      const names = [nick, users.find((person) => person.id === user)?.name];
      return names.flatMap((name): Named[] => (name ? [{ user, name }] : []));
    }),
  );
}
