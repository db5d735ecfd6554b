import type { EncodedPage, Outcome, StoredOther, StoredSummary, Write } from "../storage.ts";

/*
 * How writes and outcomes cross between threads. Nearly all of them are one message of a member and its place: those go as
 * short rows of values; the names of their fields, said again for each, cost more than the values. Everything else goes as it is.
 * Bodies are JSON text already and stand behind the rows, a line each: inside them they would be escaped and read once more.
 * Places count from the batch's first: small numbers are printed and read several times faster than times of day.
 */

type WriteRow = [conv: string, from: string, key: string | 0, kind: string, ref: number, flags: number];
type OutcomeRow = [seq: number, pos: number, at: number, count: number, repeated: 0 | 1];
type Packed<Row, Whole> = readonly (Row | Whole)[];

const COUNTABLE = 1;
const BY_MEMBER = 2;

export function packWrites(writes: readonly Write[]): string {
  const lines = [""];
  const rows = writes.map((write) => packWrite(write, lines));
  lines[0] = JSON.stringify(rows);
  return lines.join("\n");
}

export function unpackWrites(text: string): Write[] {
  const lines = text.split("\n");
  let next = 1;
  return (JSON.parse(lines[0] ?? "") as Packed<WriteRow, Write>).map((one) =>
    Array.isArray(one) ? unpackWrite(one, lines[next++] ?? "") : one,
  );
}

export function packOutcomes(outcomes: readonly Outcome[]): string {
  const first = outcomes.find((outcome) => outcome.ok);
  const [pos, at] = [first?.pos ?? 0, first?.at ?? 0];
  return JSON.stringify([pos, at, outcomes.map((outcome) => packOutcome(outcome, pos, at))]);
}

export function unpackOutcomes(text: string): Outcome[] {
  const [pos, at, packed] = JSON.parse(text) as [number, number, Packed<OutcomeRow, Outcome>];
  return packed.map((one) => (Array.isArray(one) ? unpackOutcome(one, pos, at) : one));
}

type OtherRow = [user: string, read: number, delivered: number, nick: string | null];
type SummaryRow = [
  summary: Omit<StoredSummary, "shown" | "others">,
  shown: StoredSummary["shown"] | 0,
  others: readonly OtherRow[] | null,
];

/** A list: the others of its conversations are most of it, and go as rows; the newest entry is nearly always what is shown, and goes once. */
export function packList(list: readonly StoredSummary[]): string {
  return JSON.stringify(
    list.map(
      ({ shown, others, ...summary }): SummaryRow => [
        summary,
        shown === summary.last ? 0 : shown,
        others?.map(({ user, read, delivered, nick }): OtherRow => [user, read, delivered, nick]) ?? null,
      ],
    ),
  );
}

export function unpackList(text: string): StoredSummary[] {
  return (JSON.parse(text) as SummaryRow[]).map(([summary, shown, others]) => ({
    ...summary,
    shown: shown === 0 ? summary.last : shown,
    others: others?.map(([user, read, delivered, nick]): StoredOther => ({ user, read, delivered, nick })) ?? null,
  }));
}

/** What is read along, and behind it the entries, a line each. */
export function packPage({ first, count, lines, head, along }: EncodedPage): string {
  return `${JSON.stringify([first, count, head, along])}\n${lines}`;
}

export function unpackPage(text: string): EncodedPage {
  const end = text.indexOf("\n");
  const [first, count, head, along] = JSON.parse(text.slice(0, end)) as [number, number, number, EncodedPage["along"]];
  return { first, count, lines: text.slice(end + 1), head, along };
}

function packWrite(write: Write, lines: string[]): Write | WriteRow {
  const { entries, marks, rows, tell } = write;
  const draft = entries?.length === 1 && !marks && !rows && tell === undefined ? entries[0] : undefined;
  // a body with a line feed between its parts would look like two
  if (!draft || draft.body.includes("\n")) return write;
  lines.push(draft.body);
  const flags = (draft.countable ? COUNTABLE : 0) | (draft.byMember ? BY_MEMBER : 0);
  return [draft.conv, draft.from, draft.key ?? 0, draft.kind, draft.ref ?? 0, flags];
}

function unpackWrite([conv, from, key, kind, ref, flags]: WriteRow, body: string): Write {
  const countable = (flags & COUNTABLE) > 0;
  const byMember = (flags & BY_MEMBER) > 0;
  // the usual one is made in one step: each spread is a copy
  if (key !== 0 && ref === 0) return { entries: [{ conv, from, key, kind, countable, body, byMember }] };
  const draft = { conv, from, kind, countable, body, byMember };
  return { entries: [{ ...draft, ...(key === 0 ? {} : { key }), ...(ref === 0 ? {} : { ref }) }] };
}

function packOutcome(outcome: Outcome, pos: number, at: number): Outcome | OutcomeRow {
  if (!outcome.ok || outcome.marks.length > 0) return outcome;
  const place = outcome.places.length === 1 ? outcome.places[0] : undefined;
  if (outcome.pos !== place?.pos) return outcome;
  return [place.seq, place.pos - pos, place.at - at, place.count, outcome.repeated ? 1 : 0];
}

function unpackOutcome([seq, after, later, count, repeated]: OutcomeRow, first: number, began: number): Outcome {
  const pos = first + after;
  const at = began + later;
  return { ok: true, pos, at, places: [{ seq, pos, at, count }], marks: [], repeated: repeated === 1 };
}
