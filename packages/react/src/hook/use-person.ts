import type { Profile } from "@skein/protocol";
import type { Observable } from "@skein/client";
import { useMemo } from "react";
import { useClient } from "../provider.tsx";
import { useTexts } from "../text/language.tsx";
import { useObservable } from "./use-observable.ts";

const nobody: Observable<undefined> = { get: () => undefined, subscribe: () => () => undefined };

/** A person's profile; undefined until known, or for no id. */
export function usePerson(id: string | undefined): Profile | undefined {
  const { people } = useClient();
  return useObservable<Profile | undefined>(
    useMemo(() => (id === undefined ? nobody : people.person(id)), [people, id]),
  );
}

/** What to call a person; "Somebody" until known. */
export function useName(id: string | undefined): string {
  const person = usePerson(id);
  const texts = useTexts();
  return person?.name ?? texts.kit.somebody;
}
