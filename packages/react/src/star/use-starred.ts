import type { Entry } from "@skein/client";
import { useCallback, useEffect, useState } from "react";
import { useOnline } from "../hook/use-connection.ts";
import { useClient } from "../provider.tsx";
import { useErrorText } from "../text/error-text.ts";

interface Pages {
  readonly entries: readonly Entry[];
  readonly next: string | undefined;
  readonly loading: boolean;
  readonly error: string | undefined;
}

export interface Starred {
  /** The latest starred first; undefined until the first page is here. */
  readonly entries: readonly Entry[] | undefined;
  readonly loading: boolean;
  readonly error: string | undefined;
  readonly hasMore: boolean;
  /** Reads the next page, or the one that failed. */
  readonly more: () => void;
  /** Takes the star off one: gone here at once. */
  readonly unstar: (entry: Entry) => void;
}

/** The starred messages of all conversations, page by page, as the server lists them. */
export function useStarred(): Starred {
  const client = useClient();
  const online = useOnline();
  const errorText = useErrorText();
  const [pages, setPages] = useState<Pages>();
  const load = useCallback(
    async (known: readonly Entry[], after: string | undefined): Promise<Pages> => {
      try {
        const { entries, next } = await client.call("star.list", after === undefined ? {} : { after });
        return { entries: [...known, ...entries], next, loading: false, error: undefined };
      } catch (error) {
        return { entries: known, next: after, loading: false, error: errorText(error) };
      }
    },
    [client, errorText],
  );
  const begun = pages !== undefined;
  useEffect(() => {
    if (!online || begun) return undefined;
    let wanted = true;
    load([], undefined)
      .then((loaded) => wanted && setPages(loaded))
      .catch((error: unknown) => reportError(error));
    return () => {
      wanted = false;
    };
  }, [online, begun, load]);
  return {
    entries: pages?.entries,
    loading: pages?.loading ?? online,
    error: pages?.error,
    hasMore: pages?.next !== undefined,
    more: () => {
      if (!pages || pages.loading) return;
      setPages({ ...pages, loading: true });
      load(pages.entries, pages.next).then(setPages, (error: unknown) => reportError(error));
    },
    unstar: ({ conv, seq }) => {
      client.conversation(conv).star([seq], false);
      const other = (one: Entry): boolean => one.conv !== conv || one.seq !== seq;
      setPages((last) => last && { ...last, entries: last.entries.filter(other) });
    },
  };
}
