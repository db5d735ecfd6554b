import { ERRORS, type ErrorName } from "@skein/protocol";
import type { MarkState, Outcome, Place } from "../storage.ts";
import { SPAN, type Slot } from "./batch.ts";
import type { Posted } from "./posted.ts";

/** Up to which entry places follow from where its log ended, and the last seq, count and time of each log by the number of its conversation. */
type Ends = readonly [upTo: number, seqs: readonly number[], counts: readonly number[], ats: readonly number[]];

/** What the commit function answers; numbers of entries, marks and steps as in its arguments. */
export interface Committed {
  readonly n: number;
  readonly at: number;
  /** Where the logs ended before, where places follow from that. */
  readonly counted: Ends | [];
  readonly places: readonly (
    | [item: number, error: string]
    | [item: number, seq: number, count: number, at: number, knownPos?: number]
  )[];
  readonly marks: readonly [item: number, read: number, readCount: number, delivered: number][];
  readonly errors: readonly [step: number, error: string][];
}

/** The outcomes of a batch, by the places and errors that the database gave. */
export function outcomesOf(slots: readonly Slot[], committed: Committed): Outcome[] {
  const { at } = committed;
  const places = new Map(committed.places.map((place) => [place[0], place]));
  const marks = new Map(committed.marks.map((mark) => [mark[0], mark]));
  const errors = new Map(committed.errors);
  const [upTo = 0, seqs = [], counts = [], ats = []] = committed.counted;
  const base = committed.n * SPAN;

  /** What has no place of its own is answered otherwise. */
  const placeOf = ({ item, conv, shift, nth, counted }: Posted): Place | Outcome => {
    const pos = base + shift;
    if (item <= upTo)
      return {
        seq: (seqs[conv] as number) + nth,
        pos,
        at: Math.max(at, ats[conv] as number),
        count: (counts[conv] as number) + counted,
      };
    const place = places.get(item);
    if (!place) throw new Error("the database left out an entry");
    if (place.length === 2) return { ok: false, error: errorName(place[1]) };
    const [, seq, count, time, known] = place;
    return known === undefined ? { seq, pos, at: time, count } : again({ seq, pos: known, at: time, count });
  };

  return slots.map(({ write, before, entries, marks: firstMark, step }): Outcome => {
    const refused = step === undefined ? undefined : errors.get(step);
    if (refused !== undefined) return { ok: false, error: errorName(refused) };
    const found: Place[] = [];
    for (const entry of entries) {
      const place = placeOf(entry);
      if ("ok" in place) return place;
      found.push(place);
    }
    // a write's positions: its statements', then its entries', then its marks'
    let pos = base + before + (write.rows ? 1 : 0) + entries.length;
    if (!write.marks) return { ok: true, pos, at, places: found, marks: NONE, repeated: false };
    const moved: MarkState[] = [];
    const own = pos;
    for (const [i, { conv, user }] of write.marks.entries()) {
      const mark = marks.get(firstMark + i + 1);
      if (!mark) continue;
      const [, read, readCount, delivered] = mark;
      pos = own + 1 + i;
      moved.push({ conv, user, read, readCount, delivered, pos });
    }
    return { ok: true, pos, at, places: found, marks: moved, repeated: false };
  });
}

/** Most writes move no marks. */
const NONE: readonly MarkState[] = [];

/** The key had been used for the same content: its first place is the answer. */
function again(place: Place): Outcome {
  return { ok: true, pos: place.pos, at: place.at, places: [place], marks: [], repeated: true };
}

function errorName(name: string): ErrorName {
  if (name in ERRORS) return name as ErrorName;
  throw new Error(`the database refused a write with ${name}`);
}
