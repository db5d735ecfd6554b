import { fold } from "./fold.ts";
import { letterClass } from "./letters.ts";

/** A word is found by so many of its first UTF-16 units at most; what is longer is compared with the text itself. */
export const TOKEN_UNITS = 48;

/**
 * What an index keeps of a text, in its order: words whole, of scripts without spaces each two characters that follow each other and the
 * last one by itself, pictures by themselves. So any characters that stand together are found: two as a token, more as tokens in a row,
 * one as the beginning of a token.
 *
 * @example tokensOf("Hello 你好吗!") // ["hello", "你好", "好吗", "吗"]
 */
export function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  for (const piece of fold(text).split(" ")) if (piece !== "") putTokens(piece, tokens);
  return tokens;
}

function putTokens(piece: string, tokens: string[]): void {
  if (!isRun(piece)) {
    tokens.push(cut(piece));
    return;
  }
  const characters = Array.from(piece);
  for (let at = 0; at < characters.length; at++) tokens.push(`${characters[at] ?? ""}${characters[at + 1] ?? ""}`);
}

export function isRun(piece: string): boolean {
  return letterClass(String.fromCodePoint(piece.codePointAt(0) ?? 0)) === "run";
}

/** The beginning of a long word, with no character in two. */
function cut(word: string): string {
  if (word.length <= TOKEN_UNITS) return word;
  const end = word.charCodeAt(TOKEN_UNITS - 1);
  return word.slice(0, end >= 0xd800 && end < 0xdc00 ? TOKEN_UNITS - 1 : TOKEN_UNITS);
}

/** One thing that a text must hold. */
export interface Term {
  /** Folded: what is looked for in a folded text. */
  readonly text: string;
  /** How an index finds it: all of these tokens, one after the other. */
  readonly tokens: readonly string[];
  /** The last token need only begin so. */
  readonly prefix: boolean;
}

/**
 * What somebody looks for. All of it must be in a text, in any order: words by their beginnings, characters of scripts without spaces just as
 * they stand, pictures. Signs have no meaning. Empty where there is nothing to look for.
 *
 * @example termsOf("hel 世界") // a word that begins with "hel", and 世界 somewhere
 */
export function termsOf(query: string): Term[] {
  const pieces = new Set(fold(query).split(" "));
  pieces.delete("");
  return [...pieces].map(termOf);
}

function termOf(piece: string): Term {
  if (isRun(piece)) {
    const characters = Array.from(piece);
    if (characters.length === 1) return { text: piece, tokens: [piece], prefix: true };
    const pairs = characters.slice(0, -1).map((character, at) => `${character}${characters[at + 1] ?? ""}`);
    return { text: piece, tokens: pairs, prefix: false };
  }
  return { text: ` ${piece}`, tokens: [cut(piece)], prefix: true };
}
