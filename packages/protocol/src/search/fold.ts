import { SIMPLIFIED, TRADITIONAL } from "./han.ts";
import { type LetterClass, letterClass } from "./letters.ts";

/**
 * A text in the form in which all searching is done: letters, digits and pictures alone; width, case, accents and traditional characters
 * do not count; between words, and where the script changes, stands one space. So a word is found by a space and its beginning, and
 * characters of a script without spaces by themselves.
 */
export interface FoldedText {
  /** Begins with a space; "" where there is nothing to find. */
  readonly text: string;
  /** For each UTF-16 unit of `text` where what it stands for begins in the original, and where it ends, in UTF-16 units. */
  readonly from: readonly number[];
  readonly to: readonly number[];
}

const simplified = pairs();

function pairs(): ReadonlyMap<string, string> {
  const to = Array.from(SIMPLIFIED.join(""));
  return new Map(Array.from(TRADITIONAL.join(""), (from, at) => [from, to[at] ?? from]));
}

/** A letter with the marks that belong to it, or a Korean syllable that is written in parts. */
const CLUSTER = /[\u1100-\u115f][\u1160-\u11a7]*[\u11a8-\u11ff]*|[\s\S][\p{M}\uff9e\uff9f]*/uy;
/** Something follows that must be looked at together with the character before it: marks, or parts of a syllable. */
const JOINS = /[\p{M}\uff9e\uff9f\u1100-\u11ff]/u;
/** What is written over or under a letter and does not count: accents, and the vowels of Arabic and Hebrew. */
const ACCENTS = /[\u0300-\u036f\u064b-\u065f\u0670\u0591-\u05c7]/g;
const ACCENTED = /^[\p{scx=Latin}\p{scx=Greek}\p{scx=Arabic}\p{scx=Hebrew}]/u;
/** Nothing to see: soft hyphens, joiners, signs of direction, choices of form. */
const UNSEEN = /[\p{Cf}\ufe00-\ufe0f\u0640]/gu;

/** The folded text alone. */
export function fold(text: string): string {
  return walk(text, undefined);
}

/** With where each part of it comes from. */
export function foldMapped(text: string): FoldedText {
  const from: number[] = [];
  const to: number[] = [];
  return { text: walk(text, { from, to }), from, to };
}

function walk(text: string, map: { readonly from: number[]; readonly to: number[] } | undefined): string {
  let folded = "";
  let last: LetterClass = "apart";
  const put = (character: string, from: number, to: number): void => {
    const now = letterClass(character);
    if (now !== "apart") {
      const space = now !== last || now === "picture";
      folded += space ? ` ${character}` : character;
      if (map) {
        for (let unit = character.length + Number(space); unit > 0; unit--) {
          map.from.push(from);
          map.to.push(to);
        }
      }
    }
    last = now;
  };
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at);
    const next = text.charCodeAt(at + 1);
    // nearly all there is: letters by themselves
    if (code < 128 && !(next >= 0x300)) {
      put(code >= 65 && code <= 90 ? String.fromCharCode(code + 32) : (text[at] ?? ""), at, at + 1);
      at += 1;
    } else if (
      code >= 0x4e00 &&
      code <= 0x9fff &&
      !(next >= 0xfe00 && next <= 0xff9f) &&
      !(next >= 0xd800 && next < 0xe000)
    ) {
      const character = text[at] ?? "";
      put(simplified.get(character) ?? character, at, at + 1);
      at += 1;
    } else {
      const end = clusterEnd(text, at);
      for (const character of foldCluster(text.slice(at, end))) put(character, at, end);
      at = end;
    }
  }
  return folded;
}

function clusterEnd(text: string, at: number): number {
  const end = at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
  const after = text.codePointAt(end);
  if (after === undefined || after < 128 || !JOINS.test(String.fromCodePoint(after))) return end;
  CLUSTER.lastIndex = at;
  CLUSTER.test(text);
  return Math.max(CLUSTER.lastIndex, end);
}

function foldCluster(cluster: string): string {
  let folded = cluster.normalize("NFKC").toLowerCase();
  if (ACCENTED.test(folded)) folded = folded.normalize("NFD").replace(ACCENTS, "");
  folded = folded.replace(UNSEEN, "").replaceAll("ς", "σ");
  if (folded.length === 1 || !simplifiable(folded)) return simplified.get(folded) ?? folded;
  return Array.from(folded, (character) => simplified.get(character) ?? character).join("");
}

/** More than one character, of which some may have a simplified one: compatibility forms that stand for several. */
function simplifiable(folded: string): boolean {
  return folded.length > 1 && /\p{scx=Han}/u.test(folded);
}
