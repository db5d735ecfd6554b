import type { Item } from "@skein/client";
import { useMemo } from "react";
import { useClient } from "../../provider.tsx";
import { useTexts } from "../../text/language.tsx";
import { copyOf, wordsOf } from "./kinds.ts";
import type { Wording } from "./row.ts";

type Said = Pick<Item, "kind" | "body" | "recalled">;

export interface WordsOfMessages {
  readonly wording: Wording;
  /** A message, or its entry in the log, in one line of plain words. */
  readonly words: (said: Said) => string;
  /** What is copied of it. */
  readonly copy: (said: Said) => string | undefined;
}

/** Messages in the reader's words. Names are as they are known at the moment of asking. */
export function useWords(): WordsOfMessages {
  const { people } = useClient();
  const texts = useTexts();
  return useMemo(() => {
    const nameOf = (id: string): string => people.person(id).get()?.name ?? texts.kit.somebody;
    const wording: Wording = { texts, nameOf, words: (said) => wordsOf(said, wording) };
    return { wording, words: wording.words, copy: (said) => copyOf(said, wording) };
  }, [people, texts]);
}
