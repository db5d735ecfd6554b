import { useMemo, type RefObject } from "react";
import type { Emoji } from "./emoji/emoji.ts";
import { emojiWord } from "./emoji-word.ts";
import { type Completion, useAsked, useCompletion } from "./use-completion.ts";
import { useEmojiFinder } from "./use-emoji-finder.ts";

/** More would be a list to read, not to glance at. */
const MOST = 6;

/** Offers emoji for what is written after a colon. */
export function useEmojiCompletion(field: RefObject<HTMLTextAreaElement | null>): Completion<Emoji> {
  const asked = useAsked(field, emojiWord);
  const query = asked.word?.query;
  const finder = useEmojiFinder(query !== undefined);
  const rows = useMemo(
    () => (query !== undefined && finder ? finder.findEmoji(query).slice(0, MOST) : []),
    [query, finder],
  );
  return useCompletion(asked, rows, ({ sign }) => {
    finder?.usedEmoji(sign);
    return sign;
  });
}
