import { inCode } from "./in-code.ts";
import type { AskedWord } from "./use-completion.ts";

const LONGEST = 32;
/** Two letters at least: `:D` and `:p` are wanted as they are. One is enough where it is a word. */
const QUERY = /^(?:\p{sc=Han}|[\p{L}\p{N}+-])[\p{L}\p{N}_+-]+$|^\p{sc=Han}$/u;
/** Before a colon that belongs to a time, an address or a name: `10:30`, `https:`, `a::b`. */
const JOINED = /[\p{L}\p{N}_:/]$/u;
/** Scripts that put no spaces between words: a colon after them begins one. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]$/u;

/**
 * The emoji that is being asked for at the caret: a colon that begins a word, and letters. None inside of code.
 *
 * @example emojiWord("so :smi", 7) // { from: 3, to: 7, query: "smi" }
 */
export function emojiWord(text: string, caret: number): AskedWord | undefined {
  const from = caret === 0 ? -1 : text.lastIndexOf(":", caret - 1);
  if (from < 0 || caret - from > LONGEST) return undefined;
  const query = text.slice(from + 1, caret);
  if (!QUERY.test(query)) return undefined;
  const before = text.slice(Math.max(0, from - 2), from);
  if (JOINED.test(before) && !UNSPACED.test(before)) return undefined;
  if (inCode(text.slice(0, from))) return undefined;
  return { from, to: caret, query: query.replaceAll("_", " ") };
}
