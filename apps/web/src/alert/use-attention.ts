import { attend } from "@skein/client/notifications";
import { useClient, useObservable } from "@skein/react";
import { useEffect, useMemo } from "react";

/** Tells the server, as long as somebody looks at this page, at which conversation: no other device of theirs need tell of it. */
export function useAttention(conv: string | undefined): void {
  const client = useClient();
  const look = useMemo(() => attend(client), [client]);
  const online = useObservable(client.connection).phase === "online";
  useEffect(() => {
    if (!online) return undefined;
    const tell = (): void => {
      const looking = document.visibilityState === "visible" && document.hasFocus();
      look(looking ? { ...(conv !== undefined && { conv }) } : undefined);
    };
    tell();
    const stop = new AbortController();
    for (const name of ["focus", "blur"]) addEventListener(name, tell, { signal: stop.signal });
    document.addEventListener("visibilitychange", tell, { signal: stop.signal });
    return () => stop.abort();
  }, [client, look, conv, online]);
  useEffect(() => () => look(undefined), [look]);
}
