import { ERRORS, type ErrorName } from "@skein/protocol";
import type { MarkState, Outcome, Place } from "../storage.ts";
import { SPAN, type Slot } from "./batch.ts";

/** What the commit function answers; numbers of entries, marks and steps as in its arguments. */
export interface Committed {
  readonly n: number;
  readonly at: number;
  readonly places: readonly (
    | [item: number, error: string]
    | [item: number, seq: number, count: number, at: number, knownPos?: number]
  )[];
  readonly marks: readonly [item: number, read: number, readCount: number, delivered: number][];
  readonly errors: readonly [step: number, error: string][];
}

/** The outcomes of a batch, by the places and errors that the database gave. */
export function outcomesOf(slots: readonly Slot[], committed: Committed): Outcome[] {
  const places = new Map(committed.places.map((place) => [place[0], place]));
  const marks = new Map(committed.marks.map((mark) => [mark[0], mark]));
  const errors = new Map(committed.errors);
  const base = committed.n * SPAN;

  return slots.map(({ write, before, entries, marks: firstMark, step }): Outcome => {
    const refused = step === undefined ? undefined : errors.get(step);
    if (refused !== undefined) return { ok: false, error: errorName(refused) };
    // a write's positions: its statements', then its entries', then its marks'
    const own = base + before + (write.rows ? 1 : 0);
    const drafts = write.entries?.length ?? 0;
    const found: Place[] = [];
    for (let at = 1; at <= drafts; at++) {
      const place = places.get(entries + at);
      if (!place) throw new Error("the database left out an entry");
      if (place.length === 2) return { ok: false, error: errorName(place[1]) };
      const [, seq, count, time, known] = place;
      if (known !== undefined) return again({ seq, pos: known, at: time, count });
      found.push({ seq, pos: own + at, at: time, count });
    }
    const moved: MarkState[] = [];
    for (const [at, { conv, user }] of (write.marks ?? []).entries()) {
      const mark = marks.get(firstMark + at + 1);
      if (!mark) continue;
      const [, read, readCount, delivered] = mark;
      moved.push({ conv, user, read, readCount, delivered, pos: own + drafts + 1 + at });
    }
    const pos = moved.at(-1)?.pos ?? own + drafts;
    return { ok: true, pos, at: committed.at, places: found, marks: moved, repeated: false };
  });
}

/** The key had been used for the same content: its first place is the answer. */
function again(place: Place): Outcome {
  return { ok: true, pos: place.pos, at: place.at, places: [place], marks: [], repeated: true };
}

function errorName(name: string): ErrorName {
  if (name in ERRORS) return name as ErrorName;
  throw new Error(`the database refused a write with ${name}`);
}
