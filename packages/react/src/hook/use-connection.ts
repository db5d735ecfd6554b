import type { ConnectionState } from "@skein/client";
import { useState } from "react";
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

/** Whether the server was tried and not reached: what is on its way to it, however slowly, is not offline yet. */
export function useOffline(): boolean {
  const { phase } = useConnection();
  const failed = phase === "waiting" || phase === "stopped";
  const [offline, setOffline] = useState(failed);
  // what failed is tried again and again, and is offline until it succeeds
  const now = failed || (offline && phase !== "online");
  if (now !== offline) setOffline(now);
  return now;
}
