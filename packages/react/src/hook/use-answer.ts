import { SkeinError } from "@skein/client";
import type { CommandName, Params, Result } from "@skein/protocol";
import { useCallback, useEffect, useState } from "react";
import { useClient } from "../provider.tsx";
import { useErrorText } from "../text/error-text.ts";
import { useOnline } from "./use-connection.ts";

export interface Answer<N extends CommandName> {
  readonly result: Result<N> | undefined;
  readonly error: string | undefined;
  /** The same as it was thrown. */
  readonly fault: SkeinError | undefined;
  /** Asks again; what was answered before stays in sight meanwhile. */
  readonly again: () => void;
}

const NOTHING = { result: undefined, error: undefined, fault: undefined };

/** What a command answers, asked for as soon as there is a link. */
export function useAnswer<N extends CommandName>(name: N, params: Params<N>): Answer<N> {
  const client = useClient();
  const errorText = useErrorText();
  const online = useOnline();
  const [answer, setAnswer] = useState<Omit<Answer<N>, "again">>(NOTHING);
  const [turn, setTurn] = useState(0);
  // Compared by what is in them, so that they may be written where they are used.
  const asked = JSON.stringify(params);
  useEffect(() => {
    if (!online) return undefined;
    let wanted = true;
    client
      .call(name, JSON.parse(asked) as Params<N>)
      .then((result) => wanted && setAnswer({ ...NOTHING, result }))
      .catch(
        (error: unknown) =>
          wanted && setAnswer(({ result }) => ({ result, error: errorText(error), fault: SkeinError.from(error) })),
      );
    return () => {
      wanted = false;
    };
  }, [client, name, asked, online, turn, errorText]);
  const again = useCallback(() => setTurn((before) => before + 1), []);
  return { ...answer, again };
}
