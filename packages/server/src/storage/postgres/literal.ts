import { POS, type Statement } from "../storage.ts";
import { piecesOf } from "./placeholders.ts";

/**
 * A value as it stands in a statement. Untyped, as a parameter is: the column it goes to says what it is.
 *
 * @throws TypeError for what no column of ours holds
 */
function literal(value: unknown): string {
  if (value === null || value === undefined) return "NULL";
  if (typeof value === "number" && Number.isFinite(value)) return value < 0 ? `(${value})` : String(value);
  if (typeof value === "string") return quoted(value.toWellFormed());
  throw new TypeError(`no ${typeof value} can be a parameter`);
}

/** With `E''`, backslashes mean the same whatever `standard_conforming_strings` is. */
function quoted(text: string): string {
  const doubled = text.replaceAll("'", "''");
  return doubled.includes("\\") ? ` E'${doubled.replaceAll("\\", "\\\\")}'` : `'${doubled}'`;
}

/**
 * A statement with its values in it, in pieces: between two of them belongs the pos of its write, which nobody knows yet.
 *
 * @throws TypeError when its values do not fit its text
 */
export function inlined(statement: Statement): string[] {
  const pieces = piecesOf(statement.sql);
  if (pieces.length !== statement.parameters.length + 1)
    throw new TypeError(`${statement.parameters.length} parameters for ${pieces.length - 1} places`);
  const texts = [pieces[0] ?? ""];
  for (const [at, value] of statement.parameters.entries()) {
    const piece = pieces[at + 1] ?? "";
    if (value === POS) texts.push(piece);
    else texts.push(`${texts.pop() ?? ""}${literal(value)}${piece}`);
  }
  return texts;
}
