import type { Entry } from "@skein/protocol/schema";

/** An entry as a line of a terminal, in UTC. */
export function entryLine(entry: Entry, author: string): string {
  const time = new Date(entry.at).toISOString().slice(0, 19).replace("T", " ");
  const words = entry.kind === "text" ? entry.body.text : `(${entry.kind} ${JSON.stringify(entry.body)})`;
  return `${time}  ${harmless(author)}: ${harmless(words).replaceAll("\n", "\n    ")}`;
}

/** What steers a terminal: C0 without the line feed, DEL and C1. */
const CONTROL = /[^\P{Cc}\n]/gu;

/** A message must not steer the terminal of whoever reads it: control characters are shown, not obeyed. */
function harmless(text: string): string {
  return text.replace(CONTROL, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, "0")}`);
}
