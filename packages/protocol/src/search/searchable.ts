import type { SendableKind } from "../schema/kinds.ts";

/** Where in a body the words are: a field, or fields within fields; of a list all. */
type Path = readonly string[];

/**
 * The words by which a message of each kind is found. A kind that people send has a row here; the words themselves need no schema, so
 * they stand apart from the schemas.
 */
const WORDS: Readonly<Record<SendableKind, readonly Path[]>> = {
  text: [["text"]],
  merged: [
    ["title", "group"],
    ["items", "body"],
  ],
  location: [["name"], ["address"]],
  contact: [],
  sticker: [],
  custom: [["fallback"]],
  poll: [["question"], ["options"]],
  image: [["file", "name"], ["caption"]],
  album: [["items", "file", "name"], ["caption"]],
  file: [["file", "name"], ["caption"]],
  voice: [],
  video: [["file", "name"], ["caption"]],
};

/** UTF-16 units of a message that are looked at: as many as there can be, in messages that were put together (`limits.merged`). */
const MOST = 65_536;

/**
 * The words by which a message is found, each part on a line of its own; "" where it has none, and of kinds that are not known.
 *
 * @example searchableText("poll", { question: "Lunch?", options: ["noodles", "rice"] }) // "Lunch?\nnoodles\nrice"
 */
export function searchableText(kind: string, body: unknown): string {
  const parts: string[] = [];
  gather(kind, body, parts);
  const text = parts.join("\n");
  return text.length > MOST ? text.slice(0, MOST) : text;
}

function gather(kind: string, body: unknown, parts: string[]): void {
  if (!Object.hasOwn(WORDS, kind)) return;
  for (const path of WORDS[kind as SendableKind]) follow(body, path, 0, parts);
}

function follow(value: unknown, path: Path, at: number, parts: string[]): void {
  if (Array.isArray(value)) {
    for (const one of value as unknown[]) follow(one, path, at, parts);
    return;
  }
  const field = path[at];
  if (field === undefined) {
    if (typeof value === "string" && value !== "") parts.push(value);
    return;
  }
  if (typeof value !== "object" || value === null) return;
  const { kind, [field]: next } = value as Record<string, unknown>;
  // a message within a merged one
  if (field === "body" && typeof kind === "string") gather(kind, next, parts);
  else follow(next, path, at + 1, parts);
}
