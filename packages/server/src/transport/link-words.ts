import type { Reader, Taken } from "./carried-link.ts";

/**
 * What nodes say to each other for a link that one of them has and another is asked for. A word is a line of JSON, and after a line feed
 * the text that it carries, which may hold anything. `ask` is the asker's number for what it wants.
 */
export type LinkWord =
  // to the node that has it
  | { readonly is: "up"; readonly ask: number; readonly link: string; readonly n: number }
  | {
      readonly is: "down";
      readonly ask: number;
      readonly link: string;
      readonly after: number;
      readonly carrier: Reader["carrier"];
      readonly wait?: number;
    }
  | { readonly is: "acknowledge"; readonly link: string; readonly n: number }
  | { readonly is: "leave"; readonly link: string; readonly code: number }
  /** Nobody waits for this answer any more. */
  | { readonly is: "gone"; readonly link: string; readonly ask: number }
  // to the node that asked
  | { readonly is: "answer"; readonly ask: number; readonly answer: Taken | boolean | { readonly after: number } }
  /** Events for a reader, the `at`-th word of them. */
  | { readonly is: "events"; readonly ask: number; readonly at: number }
  | { readonly is: "end"; readonly ask: number; readonly at: number }
  /** I live, and what you read of me is still read. */
  | { readonly is: "beat" };

/** Characters of text in one word: three bytes each at most, which the bus carries. */
const PIECE = 65_536;

export function linkWord(word: LinkWord, text = ""): string {
  return `${JSON.stringify(word)}\n${text}`;
}

export function readLinkWord(said: string): { readonly word: LinkWord; readonly text: string } {
  const end = said.indexOf("\n");
  return { word: JSON.parse(said.slice(0, end)) as LinkWord, text: said.slice(end + 1) };
}

/** A text in pieces that a word can carry, none of which ends within a character. */
export function* pieces(text: string): Generator<string> {
  for (let at = 0; at < text.length; ) {
    let end = Math.min(text.length, at + PIECE);
    // the first half of a pair would not survive alone
    if (end < text.length && /[\uD800-\uDBFF]/.test(text.charAt(end - 1))) end -= 1;
    yield text.slice(at, end);
    at = end;
  }
}
