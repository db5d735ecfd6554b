/** What a folded character is to a search. */
export type LetterClass =
  /** Nothing one searches for: it parts words. */
  | "apart"
  /** A letter or digit of a script that is written with spaces. */
  | "word"
  /** A character of a script that is written without: what one looks for may begin at any of them. */
  | "run"
  /** A picture that is a word by itself. */
  | "picture";

const WORD = /[\p{L}\p{N}\p{M}]/u;
// extensions: the mark of a long vowel and others belong to several scripts
const RUN =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Bopomofo}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]/u;
const PICTURE = /\p{Extended_Pictographic}/u;

/** Characters whose class was found out; the scripts of a talk are few. */
const known = new Map<string, LetterClass>();
const KNOWN = 20_000;

/** The class of one folded character. */
export function letterClass(character: string): LetterClass {
  const code = character.charCodeAt(0);
  if (code < 128) return isAsciiWord(code) ? "word" : "apart";
  if (code >= 0x4e00 && code <= 0x9fff) return "run";
  const before = known.get(character);
  if (before !== undefined) return before;
  const found: LetterClass = WORD.test(character)
    ? RUN.test(character)
      ? "run"
      : "word"
    : PICTURE.test(character)
      ? "picture"
      : "apart";
  if (known.size >= KNOWN) known.clear();
  known.set(character, found);
  return found;
}

function isAsciiWord(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57);
}
