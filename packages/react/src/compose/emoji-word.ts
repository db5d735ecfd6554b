export interface EmojiWord {
  /** Where its colon stands, and the caret after it. */
  readonly from: number;
  readonly to: number;
  /** What an emoji is asked for by, without the colon. */
  readonly query: string;
}

const LONGEST = 32;
/** Two letters at least: `:D` and `:p` are wanted as they are. One is enough where it is a word. */
const QUERY = /^(?:\p{sc=Han}|[\p{L}\p{N}+-])[\p{L}\p{N}_+-]+$|^\p{sc=Han}$/u;
/** Before a colon that belongs to a time, an address or a name: `10:30`, `https:`, `a::b`. */
const JOINED = /[\p{L}\p{N}_:/]$/u;
/** Scripts that put no spaces between words: a colon after them begins one. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]$/u;

/**
 * The emoji that is being asked for at the caret: a colon that begins a word, and letters. None inside of code.
 *
 * @example emojiWord("so :smi", 7) // { from: 3, to: 7, query: "smi" }
 */
export function emojiWord(text: string, caret: number): EmojiWord | undefined {
  const from = caret === 0 ? -1 : text.lastIndexOf(":", caret - 1);
  if (from < 0 || caret - from > LONGEST) return undefined;
  const query = text.slice(from + 1, caret);
  if (!QUERY.test(query)) return undefined;
  const before = text.slice(Math.max(0, from - 2), from);
  if (JOINED.test(before) && !UNSPACED.test(before)) return undefined;
  if (inCode(text.slice(0, from))) return undefined;
  return { from, to: caret, query: query.replaceAll("_", " ") };
}

/** Whether what comes next stands in code: behind a fence, or behind a tick on its line, that is not closed. */
function inCode(before: string): boolean {
  if (!before.includes("`")) return false;
  const lines = before.split("\n");
  const last = lines.pop() ?? "";
  let fenced = false;
  for (const line of lines) fenced = fenced ? line.trimEnd() !== "```" : line.startsWith("```");
  return fenced || last.startsWith("```") || openTick(last);
}

function openTick(line: string): boolean {
  for (let at = line.indexOf("`"); at >= 0; at = line.indexOf("`", at)) {
    const ticks = line.startsWith("``", at) ? "``" : "`";
    const end = line.indexOf(ticks, at + ticks.length);
    if (end < 0) return true;
    at = end + ticks.length;
  }
  return false;
}
