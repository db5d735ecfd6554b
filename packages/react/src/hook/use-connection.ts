import type { ConnectionState } from "@skein/client";
import { useClient } from "../provider.tsx";
import { useLater } from "./use-later.ts";
import { useObservable } from "./use-observable.ts";

/** Breaks shorter than so many ms are not worth a word. */
export const SHORT_BREAK = 800;

/** Where the link to the server stands. */
export function useConnection(): ConnectionState {
  return useObservable(useClient().connection);
}

/** Whether what needs the server can be done now. */
export function useOnline(): boolean {
  return useConnection().phase === "online";
}

/** Whether the server has not been reached for so long that what it told of others may no longer be so. */
export function useCutOff(): boolean {
  return useLater(useConnection().phase !== "online", SHORT_BREAK);
}
