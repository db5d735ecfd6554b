import { Lru } from "../../kit/lru.ts";

/** Statements whose texts are known; modules have some hundred. */
const BOUND = 1000;

const known = new Lru<string, readonly string[]>(BOUND);

/** What a `?` means nothing in: strings, quoted names, comments. */
const SKIPPED = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|\?/g;

/** The pieces of a statement's text between its `?` placeholders: one more than it has of them. */
export function piecesOf(sql: string): readonly string[] {
  const before = known.get(sql);
  if (before) return before;
  const pieces: string[] = [];
  let from = 0;
  for (const found of sql.matchAll(SKIPPED)) {
    if (found[0] !== "?") continue;
    pieces.push(sql.slice(from, found.index));
    from = found.index + 1;
  }
  pieces.push(sql.slice(from));
  known.set(sql, pieces);
  return pieces;
}

/** @example numbered("SELECT 1 WHERE a = ? AND b = '?'") // "SELECT 1 WHERE a = $1 AND b = '?'" */
export function numbered(sql: string): string {
  return piecesOf(sql).reduce((text, piece, at) => `${text}$${at}${piece}`);
}
