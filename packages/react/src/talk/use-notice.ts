import type { Item } from "@skein/client";
import { useEffect } from "react";
import { useClient } from "../provider.tsx";
import { useConversation } from "../hook/use-conversations.ts";
import { useMe } from "../hook/use-me.ts";
import { useObservable } from "../hook/use-observable.ts";
import { setApart } from "../text/isolate.ts";
import { useFormats, useTexts } from "../text/language.tsx";
import { noticeText, peopleOf } from "./notice-text.ts";

/** A system entry of a conversation in the reader's words; also for kinds that this version does not know. */
export function useNotice(item: Item, id: string): string {
  const me = useMe()?.profile.id;
  const texts = useTexts();
  const formats = useFormats();
  const names = useNames(id, [item.from, ...peopleOf(item)], item.kind === "member.nick");
  const channel = useConversation(id).view?.channel === true;
  const nameOf = (user: string): string => names.get(user) ?? texts.kit.somebody;
  return setApart(noticeText(item, { me, channel, nameOf, texts, formats }));
}

/**
 * Names of a few people at once, as they call themselves there; `own`: by their own names, where it is told how somebody is called now.
 * Hooks cannot run in a loop of changing length, so one observable stands for all of them.
 */
function useNames(conv: string, ids: readonly string[], own: boolean): ReadonlyMap<string, string> {
  const { people } = useClient();
  const { conversation } = useConversation(conv);
  const key = ids.join("\n");
  useEffect(() => conversation.learnNicks(key.split("\n")), [conversation, key]);
  const observables = ids.map((id) => people.person(id));
  const nameOf = (id: string, at: number): string => {
    const person = observables[at]?.get();
    const nick = own || person?.ownName !== undefined ? undefined : conversation.view.get()?.nicks?.[id];
    return nick || (person?.name ?? "");
  };
  const joined = useObservable({
    get: () => ids.map(nameOf).join("\n"),
    subscribe: (listener) => {
      const ends = [conversation.view, ...observables].map((one) => one.subscribe(listener));
      return () => {
        for (const end of ends) end();
      };
    },
  }).split("\n");
  return new Map(ids.flatMap((id, index) => (joined[index] ? [[id, joined[index]] as const] : [])));
}
