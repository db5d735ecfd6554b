import { useCallback, useEffect, useState } from "react";
import { useAction } from "../kit/use-action.ts";

export interface Page<T, N> {
  readonly items: readonly T[];
  /** Where the next page begins; absent: this is the last one. */
  readonly next?: N | undefined;
}

export interface Pages<T> {
  /** Those read so far; undefined before the first page is here. */
  readonly items: readonly T[] | undefined;
  readonly hasMore: boolean;
  readonly busy: boolean;
  readonly error: string | undefined;
  /** Reads the next page, or the one that failed. */
  readonly more: () => void;
  /** One is no longer among them. */
  readonly leaveOut: (wanted: (item: T) => boolean) => void;
}

/** A list that the server gives a page at a time; the first one is read at once. */
export function usePages<T, N>(load: (after: N | undefined) => Promise<Page<T, N>>): Pages<T> {
  const [items, setItems] = useState<readonly T[]>();
  const [next, setNext] = useState<N>();
  const { run, busy, error } = useAction(async (after?: N) => {
    const page = await load(after);
    setItems((before) => (after === undefined || !before ? page.items : [...before, ...page.items]));
    setNext(() => page.next);
  });
  useEffect(() => run(), [run]);
  const leaveOut = useCallback((wanted: (item: T) => boolean) => setItems((before) => before?.filter(wanted)), []);
  return { items, hasMore: next !== undefined, busy, error, more: () => run(next), leaveOut };
}
