import type { SearchHit, SearchQuery, SearchResult } from "@skein/client";
import { useCallback, useEffect, useState } from "react";
import { after } from "../clock.ts";
import { useOnline } from "../hook/use-connection.ts";
import { useClient } from "../provider.tsx";
import { useErrorText } from "../text/error-text.ts";

/** What is looked for; the fields narrow it. */
export type MessageSearch = Omit<SearchQuery, "after">;

export interface MessagesFound {
  /** The latest first; undefined until the first answer is here. */
  readonly hits: readonly SearchHit[] | undefined;
  /** An answer to what is wanted now is on its way. */
  readonly searching: boolean;
  readonly error: string | undefined;
  readonly hasMore: boolean;
  /** Reads the next page, or tries again what failed. */
  readonly more: () => void;
  /** There was no link: these are of what this device has. */
  readonly fromDevice: boolean;
  /** What was said a moment ago may be missing. */
  readonly behind: boolean;
}

interface Answer {
  /** What it answers, as text. */
  readonly to: string;
  readonly hits: readonly SearchHit[];
  readonly next: string | undefined;
  readonly from: SearchResult["from"];
  readonly behind: boolean;
  readonly error?: string;
}

/** Whoever types is asked for once they rest for so long, ms. */
const PAUSE = 200;

/**
 * Finds messages while one types: at the server, or among those of this device where there is no link. The last answer stays until the next
 * one comes, so that nothing flickers.
 *
 * @param wanted undefined, or with nothing but blanks: nothing is looked for
 */
export function useMessageSearch(wanted: MessageSearch | undefined): MessagesFound {
  const client = useClient();
  const online = useOnline();
  const errorText = useErrorText();
  const [answer, setAnswer] = useState<Answer>();
  const [busy, setBusy] = useState(false);
  const [turn, setTurn] = useState(0);
  const to = wanted && wanted.text.trim() !== "" ? JSON.stringify({ ...wanted, text: wanted.text.trim() }) : "";
  const ask = useCallback(
    async (known: readonly SearchHit[], place: string | undefined): Promise<Answer> => {
      const query = JSON.parse(to) as MessageSearch;
      try {
        const found = await client.search({ ...query, ...(place !== undefined && { after: place }) });
        const { hits, next, from, behind = false } = found;
        return { to, hits: [...known, ...hits], next, from, behind };
      } catch (error) {
        return { to, hits: known, next: place, from: "server", behind: false, error: errorText(error) };
      }
    },
    [client, errorText, to],
  );
  useEffect(() => {
    if (to === "") return undefined;
    let current = true;
    const callOff = after(PAUSE, () => {
      ask([], undefined).then(
        (found) => current && setAnswer(found),
        (error: unknown) => reportError(error),
      );
    });
    return () => {
      current = false;
      callOff();
    };
    // a link that comes back has more to tell than this device
  }, [ask, to, online, turn]);
  const mine = to !== "" && answer?.to === to ? answer : undefined;
  const shown = to === "" ? undefined : answer;
  return {
    hits: shown?.hits,
    searching: to !== "" && (busy || !mine),
    error: mine?.error,
    hasMore: mine?.next !== undefined && mine.error === undefined,
    more() {
      if (busy || !mine) return;
      if (mine.error !== undefined && mine.hits.length === 0) {
        setAnswer(undefined);
        setTurn(turn + 1);
        return;
      }
      setBusy(true);
      ask(mine.hits, mine.next)
        .then(setAnswer, (error: unknown) => reportError(error))
        .finally(() => setBusy(false));
    },
    fromDevice: shown?.from === "device",
    behind: shown?.behind === true,
  };
}
