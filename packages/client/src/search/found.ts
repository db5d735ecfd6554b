import type { Entry, Params } from "@skein/protocol";
import type { Excerpt } from "@skein/protocol/search";

/** What one looks for; fields are those of `search.messages`. */
export type SearchQuery = Params<"search.messages">;

/** A message that was found. */
export interface SearchHit {
  /** With what was done to it. */
  readonly entry: Entry;
  /** The words around what was found, and where that is in them, in UTF-16 units. */
  readonly excerpt: Excerpt;
}

export interface SearchResult {
  /** The latest first. */
  readonly hits: readonly SearchHit[];
  /** Where it goes on: `after` of the next question. */
  readonly next?: string;
  /** `device`: there was no link, so these are of what this device has. */
  readonly from: "server" | "device";
  /** The server's index has not yet come to what was said last. */
  readonly behind?: true;
}
