import type { StoredEntry } from "./storage.ts";

/** Stands between the entries of a page and nowhere in them: a tab, which JSON passes over. */
export const BETWEEN = "},\t{";

/**
 * The fields of an entry without braces: what a frame and a page have in common. The body is JSON text already; ids, keys and
 * kinds stand as they are, for their schemas allow no character that JSON would escape.
 */
export function entryFields(entry: Omit<StoredEntry, "pos">): string {
  const key = entry.key === null ? "" : `,"key":"${entry.key}"`;
  const ref = entry.ref === null ? "" : `,"ref":${entry.ref}`;
  return `"conv":"${entry.conv}","seq":${entry.seq},"from":"${entry.from}","at":${entry.at}${key},"kind":"${entry.kind}"${ref},"count":${entry.count},"body":${entry.body}`;
}
