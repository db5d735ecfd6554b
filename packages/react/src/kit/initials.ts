const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const LETTER = /[\p{L}\p{N}]/u;

/**
 * What stands in an avatar: the given name of a Chinese name (its last two characters), else the first letters of the first
 * and last word, else the first character that a reader sees (an emoji counts as one).
 *
 * @example initials("Ann Lee") === "AL"; initials("王小雁") === "小雁"
 */
export function initials(name: string): string {
  const trimmed = name.trim();
  const graphemes = [...new Intl.Segmenter().segment(trimmed)].map(({ segment }) => segment);
  if (CJK.test(graphemes[0] ?? ""))
    return graphemes
      .filter((one) => CJK.test(one))
      .slice(0, 4)
      .slice(-2)
      .join("");
  const words = trimmed.split(/[\s._-]+/).filter((word) => LETTER.test(word));
  const first = firstLetter(words[0]);
  if (first === undefined) return graphemes[0] ?? "?";
  const last = words.length > 1 ? firstLetter(words.at(-1)) : undefined;
  return (first + (last ?? "")).toLocaleUpperCase();
}

function firstLetter(word: string | undefined): string | undefined {
  for (const { segment } of new Intl.Segmenter().segment(word ?? "")) if (LETTER.test(segment)) return segment;
  return undefined;
}
