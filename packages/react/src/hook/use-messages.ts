import type { Conversation, Item } from "@skein/client";
import { useMemo, useRef, useSyncExternalStore } from "react";

type Single = Item | null | undefined;

/**
 * Single messages, wherever they stand in the log, in the order of `seqs`: undefined while one is read, null where it is not there.
 *
 * @param seqs held stable by you
 */
export function useMessages({ timeline }: Conversation, seqs: readonly number[]): readonly Single[] {
  const singles = useMemo(() => seqs.map((seq) => timeline.message(seq)), [timeline, seqs]);
  const known = useRef<readonly Single[]>([]);
  return useSyncExternalStore(
    useMemo(
      () => (listener: () => void) => {
        const ends = singles.map((single) => single.subscribe(listener));
        return () => {
          for (const end of ends) end();
        };
      },
      [singles],
    ),
    () => {
      const now = singles.map((single) => single.get());
      const { current } = known;
      if (now.length !== current.length || now.some((item, at) => item !== current[at])) known.current = now;
      return known.current;
    },
  );
}
