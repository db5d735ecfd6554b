import type { Item } from "@skein/client";
import { useMemo } from "react";
import { useConversation } from "../../hook/use-conversations.ts";
import { useMessages } from "../../hook/use-messages.ts";

/** A pinned message; `item` is undefined while it is read. */
export interface Pinned {
  readonly seq: number;
  readonly item: Item | undefined;
}

const NONE: readonly number[] = [];

/** The pinned messages of a conversation, the latest first; without those that are there no more, or not for this reader. */
export function usePinned(id: string): readonly Pinned[] {
  const { conversation, view } = useConversation(id);
  const seqs = useStable(view?.pins ?? NONE);
  const items = useMessages(conversation, seqs);
  return useMemo(
    () =>
      seqs.flatMap((seq, at): Pinned[] => {
        const item = items[at];
        return item === null || item?.recalled ? [] : [{ seq, item }];
      }),
    [seqs, items],
  );
}

/** The same list as long as it holds the same: a view makes its own anew each time. */
function useStable(seqs: readonly number[]): readonly number[] {
  const key = seqs.join(" ");
  return useMemo(() => (key === "" ? NONE : key.split(" ").map(Number)), [key]);
}
