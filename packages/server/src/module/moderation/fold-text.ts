/** A text as words are looked for in it: what is no letter or digit is left out, width and case do not count. */
export interface FoldedText {
  /** Code points of the folded text. */
  readonly codes: readonly number[];
  /** For each of them where it begins in the text, in UTF-16 units, and where it ends. */
  readonly from: readonly number[];
  readonly to: readonly number[];
  /** Whether something was left out right before it. */
  readonly apart: readonly boolean[];
}

const LETTER = /[\p{L}\p{N}]/u;
const ASCII_LETTER = /[a-z0-9]/;

export function foldText(text: string): FoldedText {
  const codes: number[] = [];
  const from: number[] = [];
  const to: number[] = [];
  const apart: boolean[] = [];
  let gap = true;
  for (let at = 0; at < text.length; ) {
    const code = text.codePointAt(at) ?? 0;
    const end = at + (code > 0xffff ? 2 : 1);
    const ascii = code < 128;
    const letter = text.slice(at, end);
    const folded = ascii ? letter.toLowerCase() : letter.normalize("NFKC").toLowerCase();
    for (const part of folded) {
      if (!(ascii ? ASCII_LETTER : LETTER).test(part)) {
        // marks that belong to a letter part nothing: they are left out as if they were not there
        if (!/\p{M}/u.test(part)) gap = true;
        continue;
      }
      codes.push(part.codePointAt(0) ?? 0);
      from.push(at);
      to.push(end);
      apart.push(gap);
      gap = false;
    }
    at = end;
  }
  return { codes, from, to, apart };
}

/** Scripts that are written without spaces: a word may stand anywhere in them. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Whether a word of the list is looked for as a whole word only: else "ass" would be found in "class". */
export function isWhole(word: string): boolean {
  return !UNSPACED.test(word);
}
