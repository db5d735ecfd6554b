import { useMemo } from "react";
import { useConversation } from "../../hook/use-conversations.ts";
import { useFiles } from "../../file/use-files.ts";
import { useSave } from "../../file/use-save.ts";
import { useMe } from "../../hook/use-me.ts";
import { useCopy } from "../../kit/use-copy.ts";
import { useClient } from "../../provider.tsx";
import { useWords } from "../kind/use-words.ts";
import { useThreadDoor } from "../../thread/thread-door.ts";
import { remembered } from "../remembered.ts";
import { useTalk } from "../talk-state.tsx";
import type { ActionPlace } from "./row.ts";

/** What actions use in the talk around here. */
export function useActionPlace(): ActionPlace {
  const client = useClient();
  const talk = useTalk();
  const { conversation, view } = useConversation(talk.id);
  const me = useMe()?.profile.id;
  const words = useWords();
  const files = useFiles();
  const { save } = useSave();
  const copy = useCopy();
  const openThread = useThreadDoor();
  return useMemo(
    () => ({
      conversation,
      view,
      me,
      files,
      save,
      words,
      copy,
      talk,
      openThread,
      remember: (item) => remembered(client).keep(talk.id, item),
    }),
    [client, conversation, view, me, files, save, words, copy, talk, openThread],
  );
}
