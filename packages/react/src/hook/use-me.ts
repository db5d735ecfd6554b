import type { Me } from "@skein/protocol";
import { useClient } from "../provider.tsx";
import { useObservable } from "./use-observable.ts";

/** The signed-in person; undefined until known. */
export function useMe(): Me | undefined {
  return useObservable(useClient().me);
}

/** Whether a person is the signed-in one. */
export function useIsMe(user: string | undefined): boolean {
  const me = useMe();
  return me !== undefined && me.profile.id === user;
}
