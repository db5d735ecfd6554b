import { Lru } from "../../kit/lru.ts";

/** Statements whose texts are known; modules have some hundred. */
const BOUND = 1000;

const known = new Lru<string, readonly string[]>(BOUND);

/** What a `?` means nothing in: strings, quoted names, comments. */
const SKIPPED = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|\?/g;

/** SQLite's word for the index to use: PostgreSQL chooses by what it knows of the tables. */
const CHOSEN = / INDEXED BY \w+/g;

/** The pieces of a statement's text between its `?` placeholders: one more than it has of them. */
export function piecesOf(text: string): readonly string[] {
  const before = known.get(text);
  if (before) return before;
  const sql = text.replace(CHOSEN, "");
  const pieces: string[] = [];
  let from = 0;
  for (const found of sql.matchAll(SKIPPED)) {
    if (found[0] !== "?") continue;
    pieces.push(sql.slice(from, found.index));
    from = found.index + 1;
  }
  pieces.push(sql.slice(from));
  known.set(text, pieces);
  return pieces;
}

/** @example numbered("SELECT 1 WHERE a = ? AND b = '?'") // "SELECT 1 WHERE a = $1 AND b = '?'" */
export function numbered(sql: string): string {
  return piecesOf(sql).reduce((text, piece, at) => `${text}$${at}${piece}`);
}
