import { useCallback, useEffect, useRef, useState } from "react";
import { useErrorText } from "../text/error-text.ts";

export interface Action<Args extends readonly unknown[]> {
  /** Starts it; never throws, so it can be handed to `onClick` as it is. Does nothing while it runs. */
  readonly run: (...args: Args) => void;
  readonly busy: boolean;
  /** What went wrong the last time, in the reader's words. */
  readonly error: string | undefined;
  readonly clear: () => void;
}

/** The one supervisor of promises that a press starts: it knows whether one runs, and turns its failure into words. */
export function useAction<Args extends readonly unknown[]>(work: (...args: Args) => Promise<unknown>): Action<Args> {
  const errorText = useErrorText();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const latest = useRef({ work, errorText });
  const running = useRef(false);
  useEffect(() => {
    latest.current = { work, errorText };
  });
  const run = useCallback((...args: Args): void => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setError(undefined);
    latest.current
      .work(...args)
      .catch((reason: unknown) => setError(latest.current.errorText(reason)))
      .finally(() => {
        running.current = false;
        setBusy(false);
      });
  }, []);
  const clear = useCallback(() => setError(undefined), []);
  return { run, busy, error, clear };
}
