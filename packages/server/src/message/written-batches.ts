import type { Batch, Draft, MarkState, Outcomes, Place, StoredEntry, Write } from "../storage/storage.ts";
import { placed } from "./placed.ts";

/** The batches in which there is nothing to hear of. */
export function emptyOf(writes: readonly Write[], outcomes: Outcomes, span: number): Iterable<number> {
  const empty = new Set(outcomes.drawn);
  for (const [i, outcome] of outcomes.entries()) {
    // mostly there is one, and its first write tells
    if (empty.size === 0) break;
    if (!outcome.ok || outcome.repeated) continue;
    if (outcome.places.length + outcome.marks.length > 0 || writes[i]?.tell !== undefined)
      empty.delete(Math.floor(outcome.pos / span));
  }
  return empty;
}

/** What was written, by the batches in which the store keeps it. */
export function batchesOf(writes: readonly Write[], outcomes: Outcomes, span: number): Iterable<Batch> {
  const batches = new Map<number, { n: number; entries: StoredEntry[]; marks: MarkState[]; tells: string[] }>();
  for (const n of outcomes.drawn ?? []) batches.set(n, { n, entries: [], marks: [], tells: [] });
  outcomes.forEach((outcome, i) => {
    if (!outcome.ok || outcome.repeated) return;
    const batch = batches.get(Math.floor(outcome.pos / span));
    if (!batch) throw new Error("an outcome of a batch that was not drawn");
    const { entries = [], tell } = writes[i] as Write;
    entries.forEach((draft: Draft, at) => batch.entries.push(placed(draft, outcome.places[at] as Place)));
    batch.marks.push(...outcome.marks);
    if (tell !== undefined) batch.tells.push(tell);
  });
  return batches.values();
}
