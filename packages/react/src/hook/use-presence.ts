import type { Observable } from "@skein/client";
import type { Presence } from "@skein/protocol";
import { useEffect, useMemo } from "react";
import { useClient } from "../provider.tsx";
import { useCutOff } from "./use-connection.ts";
import { useObservable } from "./use-observable.ts";

const nobody: Observable<undefined> = { get: () => undefined, subscribe: () => () => undefined };

/** Whether a person is here, as far as somebody watches them (`useWatch`); undefined also while one is cut off oneself, as nobody knows then. */
export function usePresence(id: string | undefined): Presence | undefined {
  const { presence } = useClient();
  const cutOff = useCutOff();
  const told = useObservable<Presence | undefined>(
    useMemo(() => (id === undefined ? nobody : presence.of(id)), [presence, id]),
  );
  return cutOff ? undefined : told;
}

/** Asks to be told when these people come and go, as long as the component is there. */
export function useWatch(ids: readonly string[]): void {
  const { presence } = useClient();
  // Compared by what is in it: a new array with the same people is no reason to ask again.
  const key = ids.join("\n");
  useEffect(() => (key === "" ? undefined : presence.watch(key.split("\n"))), [presence, key]);
}
