import { useMemo } from "react";
import { useConversation } from "../../hook/use-conversations.ts";
import { useMe } from "../../hook/use-me.ts";
import { useCopy } from "../../kit/use-copy.ts";
import { useWords } from "../kind/use-words.ts";
import { useTalk } from "../talk-state.tsx";
import type { ActionPlace } from "./row.ts";

/** What actions use in the talk around here. */
export function useActionPlace(): ActionPlace {
  const { id, show } = useTalk();
  const { conversation, view } = useConversation(id);
  const me = useMe()?.profile.id;
  const words = useWords();
  const copy = useCopy();
  return useMemo(() => ({ conversation, view, me, words, copy, show }), [conversation, view, me, words, copy, show]);
}
