import type { Summary } from "@skein/protocol";

/** What of an earlier view still stands beside a newer one, which may not tell of it. */
export function carried(known: Summary | undefined, told: Summary): Summary {
  if (!known) return told;
  const next = { ...told };
  if (known.kept && known.kept.v >= (told.kept?.v ?? 0)) next.kept = known.kept;
  if (known.draft && known.draft.v >= (told.draft?.v ?? 0)) next.draft = known.draft;
  if ((known.since ?? 0) > (told.since ?? 0)) next.since = known.since as number;
  // of a large group the server does not tell them: those that were asked for stand
  if (!told.marks && known.nicks) next.nicks = known.nicks;
  if (known.last?.mine && next.last?.seq === known.last.seq) next.last = { ...next.last, mine: known.last.mine };
  return next;
}
