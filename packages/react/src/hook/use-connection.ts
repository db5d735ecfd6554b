import type { ConnectionState } from "@skein/client";
import { useClient } from "../provider.tsx";
import { useObservable } from "./use-observable.ts";

/** Where the link to the server stands. */
export function useConnection(): ConnectionState {
  return useObservable(useClient().connection);
}

/** Whether what needs the server can be done now. */
export function useOnline(): boolean {
  return useConnection().phase === "online";
}
