/**
 * What a name may be made of, for people, groups and devices alike. A name is what somebody is recognised by, so nothing in it may be
 * invisible, turn the text around it, or pile up over the lines beside it. [NAME-1] [NAME-2]
 */

/** Controls, line ends, what reorders text, what has no width or stands for nothing, and Unicode's tags. */
const NEVER =
  "\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b\\u200e\\u200f\\u2028-\\u202e" +
  "\\u2060-\\u206f\\u2800\\u3164\\ufe00-\\ufe0e\\ufeff\\uffa0\\ufff9-\\ufffb\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e0fff}";

/** The joiner that makes one emoji of two, the one that parts letters of some scripts, and the sign of a coloured emoji. */
const JOINING = "\\u200c\\u200d\\ufe0f";
const EMOJI = "[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\u{1f1e6}-\\u{1f1ff}\\ufe0f]";
const JOINED = [
  `(?<=${EMOJI})\\u200d(?=\\p{Extended_Pictographic})`,
  // Persian, Hindi and others write them within a word
  "(?<=[\\p{L}\\p{M}])[\\u200c\\u200d](?=[\\p{sc=Arab}\\p{sc=Deva}\\p{sc=Beng}\\p{sc=Telu}\\p{sc=Knda}\\p{sc=Mlym}\\p{sc=Sinh}])",
  "(?<=[\\p{Emoji}])\\ufe0f",
].join("|");

/** Marks over one letter; more of them are drawn over other lines. */
const MARKS = 4;

/**
 * The pattern of a name, with the flag `u`: something to see is in it, and nothing that is not.
 *
 * @example new RegExp(NAME_PATTERN, "u").test("A\u200bnn") === false
 */
export const NAME_PATTERN = `^(?=[^]*[\\p{L}\\p{N}\\p{P}\\p{S}])(?![^]*\\p{M}{${MARKS + 1}})(?:[^${NEVER}${JOINING}]|${JOINED})*$`;

/** Letters of other scripts that are drawn as Latin ones are, by the letter they look like. */
const ALIKE: Readonly<Record<string, string>> = {
  a: "аαɑ",
  b: "Ьʙ",
  c: "сϲᴄ",
  d: "ԁ",
  e: "еҽ",
  g: "ɡց",
  h: "һհ",
  i: "іιıɩ",
  j: "јϳ",
  k: "κ",
  l: "ӏǀⅼ",
  n: "ո",
  o: "оοօഠ",
  p: "рρ",
  q: "ԛգ",
  s: "ѕꜱ",
  u: "υսᴜ",
  v: "ѵνᴠ",
  w: "ԝաᴡ",
  x: "хχ",
  y: "уγү",
  z: "ᴢ",
};

const latin = new Map(
  Object.entries(ALIKE).flatMap(([letter, others]) => Array.from(others, (other) => [other, letter] as const)),
);

/**
 * A name as it looks: case, width, accents, spaces and the script of a letter do not count. Two names with one skeleton and
 * different letters are taken for each other. [NAME-3]
 *
 * @example nameSkeleton("Аnn") === nameSkeleton("Ann"), the first with a Cyrillic А
 */
export function nameSkeleton(name: string): string {
  const plain = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\p{M}\p{Z}\p{Cf}]/gu, "");
  return Array.from(plain, (letter) => latin.get(letter) ?? letter).join("");
}

/** A name as a quick eye takes it: also `I`, `l` and `1`, and `O` and `0`, are alike. Good for a hint, too coarse to refuse a name by. */
export function quickSkeleton(name: string): string {
  return nameSkeleton(name).replace(/[i1|]/g, "l").replace(/0/g, "o").replace(/rn/g, "m");
}
