import { inCode } from "../in-code.ts";
import type { AskedWord } from "../use-completion.ts";

const LONGEST = 32;
/** A name may have some words; what is longer is a sentence that goes on after an `@`. */
const QUERY = /^(?! )(?:[^\s@]+(?: [^\s@]+){0,2} ?)?$/u;
/** Before an `@` that belongs to an address: `ann@example.org`. */
const JOINED = /[\p{L}\p{N}_.@]$/u;
/** Scripts that put no spaces between words: an `@` after them begins one. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]$/u;

/**
 * The person who is being asked for at the caret: an `@` that begins a word, and what was typed after it. None inside of code, and none
 * where the name of somebody who was taken before is all that stands there.
 *
 * @param taken names that the text has already
 * @example mentionWord("hi @an", 6, []) // { from: 3, to: 6, query: "an" }
 */
export function mentionWord(text: string, caret: number, taken: readonly string[]): AskedWord | undefined {
  const from = caret === 0 ? -1 : text.lastIndexOf("@", caret - 1);
  if (from < 0 || caret - from > LONGEST) return undefined;
  const query = text.slice(from + 1, caret);
  if (!QUERY.test(query)) return undefined;
  const before = text.slice(Math.max(0, from - 2), from);
  if (JOINED.test(before) && !UNSPACED.test(before)) return undefined;
  if (taken.some((name) => query.startsWith(`${name} `)) || inCode(text.slice(0, from))) return undefined;
  return { from, to: caret, query };
}
