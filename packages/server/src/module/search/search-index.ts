import type { Term } from "@skein/protocol/search";

/** What somebody looks for, among what they may read. */
export interface Wanted {
  /** Who asks: answers are of their conversations alone, as far back as they may read. */
  readonly asker: string;
  /** At least one. */
  readonly terms: readonly Term[];
  readonly conv?: string | undefined;
  /** Who said it. */
  readonly from?: string | undefined;
  readonly kinds?: readonly string[] | undefined;
  /** Said at this time or later, and before that one, ms. */
  readonly since?: number | undefined;
  readonly until?: number | undefined;
  /** Only what stands before this place of an earlier answer. */
  readonly before?: number | undefined;
  /** How many places at most. */
  readonly limit: number;
}

/** Where something was found. */
export interface FoundPlace {
  readonly conv: string;
  readonly seq: number;
  /** Place in the order of the store. */
  readonly pos: number;
}

export interface Found {
  /** The latest said first. A place may be told whose text does not hold all of it; none is missing. */
  readonly places: readonly FoundPlace[];
  /** Where it goes on (`before`); undefined where there is no more. */
  readonly next: number | undefined;
  /** Something was written that is not in the index yet. */
  readonly behind: boolean;
}

/** How far an index has come. */
export interface Standing {
  /** What was written and is not in it yet: entries, or batches of them where nodes share the store. */
  readonly behind: number;
  readonly bytes: number;
}

/**
 * Finds messages by their words. Guarantees, on every engine (contract.ts is the suite): whatever was said and is in the index is found by
 * all that `@skein/protocol/search` finds in its text; nothing is found that the asker may not read; what was taken back or edited away is
 * not found, and its words are in the index no longer, once the index has come so far.
 */
export interface SearchIndex {
  find(wanted: Wanted): Promise<Found>;
  /** As it was last known. */
  standing(): Standing;
  close(): Promise<void>;
}

/** Places that are looked at for one answer; where there are more, it goes on from there. */
export const LOOKED_AT = 20_000;
