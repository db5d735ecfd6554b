import type { Summary } from "@skein/protocol";

/**
 * What is kept of a conversation stands by its own number, whichever view of the log is newer: of what was known and what the server tells
 * now, which may not tell of it, or may be of a moment before entries that came since.
 *
 * @param next both views of the log made into one
 */
export function carried(known: Summary | undefined, told: Summary, next: Summary): Summary {
  if (!known) return next;
  const kept = later(known.kept, told.kept);
  const draft = later(known.draft, told.draft);
  const since = Math.max(known.since ?? 0, told.since ?? 0);
  // of a large group the server does not tell them: those that were asked for stand
  const nicks = told.marks ? undefined : known.nicks;
  const sum = {
    ...next,
    ...(kept && { kept }),
    ...(draft && { draft }),
    ...(since && { since }),
    ...(nicks && { nicks }),
  };
  if (known.last?.mine && sum.last?.seq === known.last.seq) sum.last = { ...sum.last, mine: known.last.mine };
  return sum;
}

function later<T extends { readonly v: number }>(known: T | undefined, told: T | undefined): T | undefined {
  return known && known.v >= (told?.v ?? 0) ? known : told;
}
