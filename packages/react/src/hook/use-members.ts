import type { Member } from "@skein/protocol";
import { useCallback, useEffect, useState } from "react";
import { useErrorText } from "../text/error-text.ts";
import { useConversation } from "./use-conversations.ts";

export interface Members {
  /** Those read so far, in the order of their ids. */
  readonly members: readonly Member[];
  readonly loading: boolean;
  readonly error: string | undefined;
  readonly hasMore: boolean;
  /** Reads the next page, or the failed one again. */
  readonly more: () => void;
}

interface Pages {
  readonly members: readonly Member[];
  readonly next: string | undefined;
  readonly loading: boolean;
  readonly error: string | undefined;
}

const nothing: Pages = { members: [], next: undefined, loading: true, error: undefined };

/** Members of a conversation, read from the server a page at a time, and anew when the membership or the roles change. */
export function useMembers(id: string): Members {
  const { conversation, view } = useConversation(id);
  const errorText = useErrorText();
  const [pages, setPages] = useState(nothing);
  const load = useCallback(
    async (known: readonly Member[], after: string | undefined): Promise<Pages> => {
      try {
        const page = await conversation.members(after);
        return { members: [...known, ...page.members], next: page.next, loading: false, error: undefined };
      } catch (error) {
        return { members: known, next: after, loading: false, error: errorText(error) };
      }
    },
    [conversation, errorText],
  );
  // The newest system entry stands for the state of the membership.
  const changed = view?.last && !view.last.said ? view.last.id : "";
  useEffect(() => {
    let wanted = true;
    load([], undefined)
      .then((loaded) => wanted && setPages(loaded))
      .catch((error: unknown) => reportError(error));
    return () => {
      wanted = false;
    };
  }, [load, changed, view?.members, view?.role]);
  const more = useCallback(() => {
    setPages((before) => ({ ...before, loading: true, error: undefined }));
    load(pages.members, pages.next).then(setPages, (error: unknown) => reportError(error));
  }, [load, pages]);
  return {
    members: pages.members,
    loading: pages.loading,
    error: pages.error,
    hasMore: pages.next !== undefined,
    more,
  };
}
