import type { Outcome, Write } from "../storage.ts";

/*
 * How writes and outcomes cross between threads. Nearly all of them are one message of a member and its place: those go as
 * short rows of values; the names of their fields, said again for each, cost more than the values. Everything else goes as it is.
 */

type WriteRow = [conv: string, from: string, key: string | 0, kind: string, ref: number, flags: number, body: string];
type OutcomeRow = [seq: number, pos: number, at: number, count: number, repeated: 0 | 1];

const COUNTABLE = 1;
const BY_MEMBER = 2;

export function packWrites(writes: readonly Write[]): string {
  return JSON.stringify(writes.map(packWrite));
}

export function unpackWrites(text: string): Write[] {
  return (JSON.parse(text) as (Write | WriteRow)[]).map((one) => (Array.isArray(one) ? unpackWrite(one) : one));
}

export function packOutcomes(outcomes: readonly Outcome[]): string {
  return JSON.stringify(outcomes.map(packOutcome));
}

export function unpackOutcomes(text: string): Outcome[] {
  return (JSON.parse(text) as (Outcome | OutcomeRow)[]).map((one) => (Array.isArray(one) ? unpackOutcome(one) : one));
}

function packWrite(write: Write): Write | WriteRow {
  const { entries, marks, rows, tell } = write;
  const [draft, another] = entries ?? [];
  if (!draft || another || marks || rows || tell !== undefined) return write;
  const flags = (draft.countable ? COUNTABLE : 0) | (draft.byMember ? BY_MEMBER : 0);
  return [draft.conv, draft.from, draft.key ?? 0, draft.kind, draft.ref ?? 0, flags, draft.body];
}

function unpackWrite([conv, from, key, kind, ref, flags, body]: WriteRow): Write {
  const draft = { conv, from, kind, countable: (flags & COUNTABLE) > 0, byMember: (flags & BY_MEMBER) > 0, body };
  return { entries: [{ ...draft, ...(key === 0 ? {} : { key }), ...(ref === 0 ? {} : { ref }) }] };
}

function packOutcome(outcome: Outcome): Outcome | OutcomeRow {
  if (!outcome.ok || outcome.marks.length > 0) return outcome;
  const [place, another] = outcome.places;
  if (!place || another || outcome.pos !== place.pos) return outcome;
  return [place.seq, place.pos, place.at, place.count, outcome.repeated ? 1 : 0];
}

function unpackOutcome([seq, pos, at, count, repeated]: OutcomeRow): Outcome {
  return { ok: true, pos, at, places: [{ seq, pos, at, count }], marks: [], repeated: repeated === 1 };
}
