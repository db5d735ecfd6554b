import type { CommandName, Params, Result } from "@skein/protocol";
import { useClient, useErrorText, useOnline } from "@skein/react";
import { useCallback, useEffect, useState } from "react";

export interface Answer<N extends CommandName> {
  readonly result: Result<N> | undefined;
  readonly error: string | undefined;
  /** Asks again; what was answered before stays in sight meanwhile. */
  readonly again: () => void;
}

/** What a command answers, asked for as soon as there is a link. */
export function useAnswer<N extends CommandName>(name: N, params: Params<N>): Answer<N> {
  const client = useClient();
  const errorText = useErrorText();
  const online = useOnline();
  const [answer, setAnswer] = useState<Omit<Answer<N>, "again">>({ result: undefined, error: undefined });
  const [turn, setTurn] = useState(0);
  // Compared by what is in them, so that they may be written where they are used.
  const asked = JSON.stringify(params);
  useEffect(() => {
    if (!online) return undefined;
    let wanted = true;
    client
      .call(name, JSON.parse(asked) as Params<N>)
      .then((result) => wanted && setAnswer({ result, error: undefined }))
      .catch((error: unknown) => wanted && setAnswer((before) => ({ result: before.result, error: errorText(error) })));
    return () => {
      wanted = false;
    };
  }, [client, name, asked, online, turn, errorText]);
  const again = useCallback(() => setTurn((before) => before + 1), []);
  return { ...answer, again };
}
