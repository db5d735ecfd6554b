import type { Client, Observable, Thread, Threads, ThreadsState } from "@skein/client";
import { useEffect, useState } from "react";
import { useClient } from "../provider.tsx";
import { useObservable } from "./use-observable.ts";

const NOTHING: ThreadsState = { threads: [], unread: 0, hasMore: false, known: false, loading: true };
const nothing: Observable<ThreadsState> = { get: () => NOTHING, subscribe: () => () => undefined };

/** What was loaded stays at hand, so that nothing is blank for a moment when it is drawn again. */
const loaded = new WeakMap<Client, Threads>();

/** The threads that one follows, the latest reply first, live. */
export function useThreads(): ThreadsState & { readonly more: () => Promise<void> } {
  const client = useClient();
  const [threads, setThreads] = useState(() => loaded.get(client));
  useEffect(() => {
    let wanted = true;
    client.threads().then(
      (all) => {
        loaded.set(client, all);
        if (wanted) setThreads(all);
      },
      (error: unknown) => reportError(error),
    );
    return () => {
      wanted = false;
    };
  }, [client]);
  return { ...useObservable(threads?.state ?? nothing), more: async () => threads?.more() };
}

/** The thread of a message; undefined until what it takes is loaded. */
export function useThread(conversation: string, root: number): Thread | undefined {
  const client = useClient();
  const [thread, setThread] = useState(() => loaded.get(client)?.of(conversation, root));
  useEffect(() => {
    let wanted = true;
    client
      .conversation(conversation)
      .thread(root)
      .then(
        (one) => wanted && setThread(one),
        (error: unknown) => reportError(error),
      );
    return () => {
      wanted = false;
    };
  }, [client, conversation, root]);
  return thread?.root === root && thread.conversation === conversation ? thread : undefined;
}
