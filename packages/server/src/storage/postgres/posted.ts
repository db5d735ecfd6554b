import type { Draft } from "../storage.ts";

const COUNTABLE = 1;
const BY_MEMBER = 2;
const LAST = 4;
const LAST_OF_AUTHOR = 8;

/** An entry of a batch, with what can be counted without the database: everything but where the log of its conversation ended. */
export interface Posted {
  readonly draft: Draft;
  /** The number of its conversation among those of the batch, from 0. */
  readonly conv: number;
  /** How many positions the batch has up to its own. */
  readonly shift: number;
  /** Its place among the entries of its conversation in the run, from 1, and how many of them up to it count. */
  readonly nth: number;
  readonly counted: number;
  flags: number;
  /** Its number among the entries of the batch as they are handed over, from 1; 0 until then. */
  item: number;
}

/** An entry that comes after those `before` of its conversation. */
export function posted(draft: Draft, conv: number, shift: number, before: Posted | undefined): Posted {
  const counts = draft.countable ? COUNTABLE : 0;
  return {
    draft,
    conv,
    shift,
    nth: (before?.nth ?? 0) + 1,
    counted: (before?.counted ?? 0) + counts,
    flags: counts | (draft.byMember ? BY_MEMBER : 0),
    item: 0,
  };
}

/** Marks which of a conversation's entries is its last, and which the last of its author. */
export function markLast(log: readonly Posted[]): void {
  const last = log.at(-1);
  if (!last) return;
  last.flags |= LAST;
  // most stand alone, and for them no set is made
  if (log.length === 1) {
    if (last.draft.byMember) last.flags |= LAST_OF_AUTHOR;
    return;
  }
  const authors = new Set<string>();
  for (const entry of log.toReversed()) {
    if (!entry.draft.byMember || authors.has(entry.draft.from)) continue;
    authors.add(entry.draft.from);
    entry.flags |= LAST_OF_AUTHOR;
  }
}
