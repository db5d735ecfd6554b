import { plainText } from "../markup.ts";
import { marksIn, type Mark } from "./match.ts";
import type { Term } from "./tokens.ts";

/** A piece of a text around what was found in it. */
export interface Excerpt {
  readonly text: string;
  /** In UTF-16 units of this piece. */
  readonly marks: readonly Mark[];
}

/** UTF-16 units of a piece, and of what stands before the first place in it. */
const LENGTH = 160;
const BEFORE = 24;

/** Kinds whose words are written with the markers of SPEC §16. */
const MARKED_UP: readonly string[] = ["text", "merged", "image", "album", "video", "file"];

/**
 * The piece of a message's words in which it is seen why it was found, without markers where it was found by the words between them;
 * undefined where they do not hold what is looked for.
 *
 * @param text as `searchableText` gives it for the kind
 */
export function excerptOf(kind: string, text: string, terms: readonly Term[]): Excerpt | undefined {
  return (MARKED_UP.includes(kind) ? pieceOf(plainText(text), terms) : undefined) ?? pieceOf(text, terms);
}

function pieceOf(text: string, terms: readonly Term[]): Excerpt | undefined {
  const marks = marksIn(text, terms);
  if (!marks) return undefined;
  const first = marks[0]?.[0] ?? 0;
  const begin = text.length <= LENGTH || first <= BEFORE ? 0 : wordBegin(text, first);
  const end = whole(text, Math.min(text.length, begin + LENGTH));
  const [before, after] = [begin > 0 ? "…" : "", end < text.length ? "…" : ""];
  const shift = before.length - begin;
  return {
    text: `${before}${text.slice(begin, end)}${after}`,
    marks: marks.filter(([from]) => from < end).map(([from, to]) => [from + shift, Math.min(to, end) + shift] as const),
  };
}

/** Some way before a place, behind a space where there is one on the way. */
function wordBegin(text: string, at: number): number {
  const far = at - BEFORE;
  const space = text.slice(far, at).search(/\s\S*$/u);
  const near = text.slice(far, at).search(/\s/u);
  return whole(text, space >= 0 && near >= 0 ? far + near + 1 : far);
}

/** Not in the middle of a character. */
function whole(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code < 0xe000 ? at - 1 : at;
}
