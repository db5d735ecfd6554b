import { Refusal } from "../../kit/refusal.ts";
import { STAR } from "../../message/same-words.ts";
import type { WordList } from "./word-list.ts";

/**
 * A text with what is to be starred out of it; words that moderators shall see are put to `flags`.
 *
 * @throws Refusal `words_refused`
 */
export function masked(words: WordList, text: string, flags: Set<string>): string {
  let out = text;
  for (const { word, action, from, to } of words.find(text)) {
    if (action === "refuse") throw new Refusal("words_refused");
    if (action === "flag") flags.add(word);
    // as many units as before, so that the other findings stand where they stood
    else out = out.slice(0, from) + STAR.repeat(to - from) + out.slice(to);
  }
  return out;
}
