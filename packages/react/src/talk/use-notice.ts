import type { Item } from "@skein/client";
import { useClient } from "../provider.tsx";
import { useMe } from "../hook/use-me.ts";
import { useObservable } from "../hook/use-observable.ts";
import { usePerson } from "../hook/use-person.ts";
import { useTexts } from "../text/language.tsx";
import { noticeText, peopleOf } from "./notice-text.ts";

/** A system entry in the reader's words; also for kinds that this version does not know. */
export function useNotice(item: Item): string {
  const { people } = useClient();
  const me = useMe()?.profile.id;
  const texts = useTexts();
  usePerson(item.from);
  const names = useNames(peopleOf(item));
  const nameOf = (id: string): string => names.get(id) ?? people.person(id).get()?.name ?? texts.kit.somebody;
  return noticeText(item, { me, nameOf, texts });
}

/** Names of a few people at once. Hooks cannot run in a loop of changing length, so one observable stands for all of them. */
function useNames(ids: readonly string[]): ReadonlyMap<string, string> {
  const { people } = useClient();
  const observables = ids.map((id) => people.person(id));
  const joined = useObservable({
    get: () => observables.map((one) => one.get()?.name ?? "").join("\n"),
    subscribe: (listener) => {
      const ends = observables.map((one) => one.subscribe(listener));
      return () => {
        for (const end of ends) end();
      };
    },
  }).split("\n");
  return new Map(ids.flatMap((id, index) => (joined[index] ? [[id, joined[index]] as const] : [])));
}
