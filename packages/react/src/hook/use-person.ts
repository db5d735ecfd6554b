import type { Observable, Person } from "@skein/client";
import { useMemo } from "react";
import { useClient } from "../provider.tsx";
import { useTexts } from "../text/language.tsx";
import { useObservable } from "./use-observable.ts";

const nobody: Observable<undefined> = { get: () => undefined, subscribe: () => () => undefined };

/** A person's profile; undefined until known, or for no id. */
export function usePerson(id: string | undefined): Person | undefined {
  const { people } = useClient();
  const { deletedAccount } = useTexts().contact;
  const person = useObservable<Person | undefined>(
    useMemo(() => (id === undefined ? nobody : people.person(id)), [people, id]),
  );
  // whoever erased their account has a name for nobody, in the reader's words
  return useMemo(
    () => (person?.deleted ? { ...person, name: person.contact?.remark ?? deletedAccount } : person),
    [person, deletedAccount],
  );
}

/** What to call a person; "Somebody" until known. */
export function useName(id: string | undefined): string {
  const person = usePerson(id);
  const texts = useTexts();
  return person?.name ?? texts.kit.somebody;
}
