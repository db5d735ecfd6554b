import type { Body } from "./bodies.ts";
import { shownBody } from "./hidden.ts";

/** Stands in the place of a word that is starred out; the plain one would be markup. */
export const STAR = "＊";

/** What rules add to what is said: the words of a custom message's type, what a page says of itself. */
const ADDED: readonly string[] = ["texts", "notice", "preview"];
/** What they may bring to a sticker besides, or leave out. */
const BROUGHT: readonly string[] = ["file", "emoji"];

/**
 * Whether a body that was kept is what the rules of its time made of `said`. They may have starred words out, hidden it or added to it;
 * those of today might not, so it cannot be made once more and compared. Of what was taken back there is nothing to compare.
 */
export function cameFrom(kept: Body, said: Body): boolean {
  if (Object.keys(kept).length === 0) return true;
  const shown = shownBody(kept);
  return (
    Object.keys(shown).every((name) => Object.hasOwn(said, name) || ADDED.includes(name) || BROUGHT.includes(name)) &&
    Object.entries(said).every(([name, part]) => isAdded(name, shown) || sameWords(shown[name], part))
  );
}

function isAdded(name: string, shown: Body): boolean {
  return ADDED.includes(name) || (BROUGHT.includes(name) && !Object.hasOwn(shown, name));
}

function sameWords(kept: unknown, said: unknown): boolean {
  if (typeof said === "string") return typeof kept === "string" && isStarred(kept, said);
  if (typeof said !== "object" || said === null || typeof kept !== "object" || kept === null) return kept === said;
  // what is known of a file comes to the name that its sender gave
  if (isNamed(said) && isNamed(kept)) return said.id === kept.id;
  const [parts, others] = [Object.entries(said), Object.keys(kept)];
  return (
    Array.isArray(said) === Array.isArray(kept) &&
    parts.length === others.length &&
    parts.every(([name, part]) => sameWords((kept as Body)[name], part))
  );
}

function isNamed(part: object): part is { readonly id: string } {
  return "id" in part && typeof part.id === "string";
}

/** A word is starred out unit by unit: what is not starred stands where it stood. */
function isStarred(kept: string, said: string): boolean {
  if (kept.length !== said.length) return false;
  for (let at = 0; at < said.length; at++) if (kept[at] !== said[at] && kept[at] !== STAR) return false;
  return true;
}
