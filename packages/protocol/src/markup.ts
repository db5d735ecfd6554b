import { parseInline, type Inline } from "./markup/inline.ts";

export { safeHref, type Inline } from "./markup/inline.ts";

/** A block of a message. Line breaks inside a paragraph are `\n` in its text. */
export type Block =
  | { readonly type: "paragraph"; readonly children: readonly Inline[] }
  | { readonly type: "quote"; readonly children: readonly Block[] }
  | {
      readonly type: "list";
      readonly ordered: boolean;
      readonly start: number;
      readonly items: readonly (readonly Inline[])[];
    }
  | { readonly type: "code"; readonly language: string; readonly text: string };

/** Quotes in quotes deeper than this stay text, so that a tree is never deeper than a screen. */
const QUOTE_DEPTH = 3;

const FENCE = "```";
const BULLET = /^- (?=\S)/;
const NUMBER = /^(\d{1,9})\. (?=\S)/;
const QUOTE = /^> ?/;

/**
 * Reads the safe Markdown subset of SPEC §16 into a tree. Never throws, takes time linear in the text, and what
 * is not markup stays text code point by code point. A tree, not HTML: nothing in it can become a page's markup. [TEXT-2]
 *
 * @example parseMarkup("hi **you**") // [{ type: "paragraph", children: [{ type: "text", text: "hi " }, { type: "bold", … }] }]
 */
export function parseMarkup(text: string): Block[] {
  return parseBlocks(text.split(/\r\n|\r|\n/), 0);
}

/**
 * A message as one line of plain words, for previews and notifications: markers gone, white space folded.
 *
 * @example plainText("> so\n**be** it") === "so be it"
 */
export function plainText(text: string): string {
  return parseMarkup(text).map(blockWords).join(" ").replace(/\s+/g, " ").trim();
}

function blockWords(block: Block): string {
  if (block.type === "code") return block.text;
  if (block.type === "quote") return block.children.map(blockWords).join(" ");
  if (block.type === "list") return block.items.map(inlineWords).join(" ");
  return inlineWords(block.children);
}

function inlineWords(inlines: readonly Inline[]): string {
  return inlines.map((inline) => ("children" in inline ? inlineWords(inline.children) : inline.text)).join("");
}

function parseBlocks(lines: readonly string[], depth: number): Block[] {
  const blocks: Block[] = [];
  let words: string[] = [];
  // Where the last fence of these lines stands, so that an opening one after it is known to be text without a search.
  const lastFence = lines.findLastIndex((line) => line.trimEnd() === FENCE);

  const endParagraph = (): void => {
    const trimmed = trimBlankLines(words);
    if (trimmed.length > 0) blocks.push({ type: "paragraph", children: joinLines(trimmed) });
    words = [];
  };
  const takeWhile = (from: number, marker: RegExp): string[] => {
    const taken: string[] = [];
    for (let at = from; at < lines.length && marker.test(lines[at] ?? ""); at++)
      taken.push((lines[at] ?? "").replace(marker, ""));
    return taken;
  };

  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? "";
    if (line.startsWith(FENCE) && at < lastFence && !line.slice(3).includes("`")) {
      let end = at + 1;
      while ((lines[end] ?? FENCE).trimEnd() !== FENCE) end++;
      endParagraph();
      blocks.push({ type: "code", language: line.slice(3).trim(), text: lines.slice(at + 1, end).join("\n") });
      at = end + 1;
    } else if (QUOTE.test(line) && depth < QUOTE_DEPTH) {
      const inner = takeWhile(at, QUOTE);
      endParagraph();
      blocks.push({ type: "quote", children: parseBlocks(inner, depth + 1) });
      at += inner.length;
    } else if (BULLET.test(line) || NUMBER.test(line)) {
      const ordered = NUMBER.test(line);
      const inner = takeWhile(at, ordered ? NUMBER : BULLET);
      endParagraph();
      blocks.push({
        type: "list",
        ordered,
        start: ordered ? Number(NUMBER.exec(line)?.[1]) : 1,
        items: inner.map((item) => parseInline(item)),
      });
      at += inner.length;
    } else {
      words.push(line);
      at++;
    }
  }
  endParagraph();
  return blocks;
}

function trimBlankLines(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => line.trim() !== "");
  return first < 0 ? [] : lines.slice(first, lines.findLastIndex((line) => line.trim() !== "") + 1);
}

/** Each line is read by itself: a marker left open on one line cannot swallow the next. */
function joinLines(lines: readonly string[]): Inline[] {
  const joined: Inline[] = [];
  for (const [index, line] of lines.entries()) {
    for (const inline of parseInline(index < lines.length - 1 ? `${line}\n` : line)) {
      const before = joined.at(-1);
      if (before?.type === "text" && inline.type === "text")
        joined[joined.length - 1] = { type: "text", text: before.text + inline.text };
      else joined.push(inline);
    }
  }
  return joined;
}
