import type { EncodedPage, Outcome, StoredEntry, StoredMember, StoredSummary, Write } from "../storage.ts";

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

type EntryRow = [
  ...place: [seq: number, pos: number, at: number, count: number],
  ...what: [from: string, key: string | 0, kind: string, ref: number],
];
type MineRow = [
  ...who: [user: string, role: StoredMember["role"]],
  ...marks: [read: number, readCount: number, delivered: number],
  ...more: [since: number, muted: number, nick: string | 0],
];
type SummaryRow = [
  ...of: [id: string, kind: StoredSummary["kind"], name: string | 0, color: number | null, created: number],
  ...more: [settings: string, members: number, mine: MineRow],
  last: EntryRow | 0,
  /** 0: none; 1: the last. */
  shown: EntryRow | 0 | 1,
  /** The first of the others, "" where there is none; 0 where they are not told. */
  first: string | 0,
];

/** A list: rows of values, and behind them, a line each, what is text already: bodies, and what is told of the others. */
export function packList(list: readonly StoredSummary[]): string {
  const lines = [""];
  const entry = ({ seq, pos, at, count, from, key, kind, ref, body }: StoredEntry): EntryRow => {
    // a line feed can only stand between the parts of a body, where a space says the same
    lines.push(body.includes("\n") ? body.replaceAll("\n", " ") : body);
    return [seq, pos, at, count, from, key ?? 0, kind, ref ?? 0];
  };
  const rows = list.map((summary): SummaryRow => {
    const { id, kind, name, color, created, settings, members, last, shown, others } = summary;
    const { user, role, read, readCount, delivered, since, muted, nick } = summary.mine;
    const mine: MineRow = [user, role, read, readCount, delivered, since, muted, nick ?? 0];
    const lastRow = last ? entry(last) : 0;
    const shownRow = shown === last ? (last ? 1 : 0) : shown ? entry(shown) : 0;
    if (others) lines.push(others.marks, others.nicks);
    return [
      ...([id, kind, name ?? 0, color, created, settings, members] as const),
      ...([mine, lastRow, shownRow, others ? (others.first ?? "") : 0] as const),
    ];
  });
  lines[0] = JSON.stringify(rows);
  return lines.join("\n");
}

export function unpackList(text: string): StoredSummary[] {
  const lines = text.split("\n");
  let next = 1;
  const line = (): string => lines[next++] ?? "";
  const entry = (conv: string, [seq, pos, at, count, from, key, kind, ref]: EntryRow): StoredEntry => ({
    ...{ conv, seq, pos, at, count, from, kind, body: line() },
    key: key === 0 ? null : key,
    ref: ref === 0 ? null : ref,
  });
  return (JSON.parse(lines[0] ?? "") as SummaryRow[]).map((row) => {
    const [id, kind, name, color, created, settings, members, mine, lastRow, shownRow, first] = row;
    const [user, role, read, readCount, delivered, since, muted, nick] = mine;
    const last = lastRow === 0 ? null : entry(id, lastRow);
    const shown = shownRow === 0 ? null : shownRow === 1 ? last : entry(id, shownRow);
    return {
      ...{ id, kind, name: name === 0 ? null : name, color, created, settings, members, last, shown },
      mine: { user, role, read, readCount, delivered, since, muted, nick: nick === 0 ? null : nick },
      others: first === 0 ? null : { first: first === "" ? null : first, marks: line(), nicks: line() },
    };
  });
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
