import { LIMITS } from "@skein/protocol";
import type { Params } from "@skein/protocol/schema";
import { Refusal } from "../kit/refusal.ts";
import type { PageRange, Statement, Storage, StoredEntry, StoredSummary } from "../storage/storage.ts";
import { memberOf } from "./admit.ts";
import type { Conversations } from "./conversations.ts";
import { entryJson, Json, type SummaryAddition, summaryJson } from "./encode.ts";
import type { Folds } from "./fold.ts";
import { mayBeHidden } from "./hidden.ts";
import { NAMED } from "./of-list.ts";
import { pageText } from "./page-text.ts";
import type { People } from "./people.ts";
import { NUM } from "./shown.ts";

/**
 * What another room keeps of conversations for a person: for each, `"name":value` pairs joined by commas, as JSON text. One read for
 * all of them. Deltas do without: what changes there is told by entries.
 */
export type SummaryExtra = (user: string, summaries: readonly StoredSummary[]) => Promise<ReadonlyMap<string, string>>;

/** Where an entry stands. */
type Place = Pick<StoredEntry, "conv" | "seq">;

/**
 * What another room keeps of entries for a person: how it is read, for all of them at once (there is at least one) or along with a page,
 * and for each `"name":value` as JSON text, by {@link placed}. It may tell of more entries between the first and the last `seq`.
 */
export interface EntryExtra {
  /** For what stands from one seq to another in the conversation of the page ({@link CONV}), whose id is "" then. */
  along(user: string, from: number, to: number): Statement;
  statement(user: string, entries: readonly Place[]): Statement;
  /** All that it keeps for them, but no more than so many. */
  all(user: string, limit: number): Statement;
  told(rows: readonly unknown[]): ReadonlyMap<string, string>;
}

/** The name of a place in what an {@link EntryExtra} gives. */
export function placed({ conv, seq }: Place): string {
  return `${seq} ${conv}`;
}

/** What reading needs. */
export interface Reading {
  readonly storage: Storage;
  readonly conversations: Conversations;
  readonly people: People;
  readonly folds: Folds;
  readonly extras: readonly SummaryExtra[];
  readonly entryExtras: readonly EntryExtra[];
}

/** A page of history, folded; it begins where the member's own history begins. [HIST-1] [HIST-2] [HIST-3] [HIST-4] */
export async function readPage(reading: Reading, user: string, params: Params<"message.list">): Promise<Json> {
  const { conv, before, after, limit = 50 } = params;
  if (before !== undefined && after !== undefined)
    throw new Refusal("invalid", { path: "/after", message: "before or after, not both" });
  const conversation = await memberOf(reading.conversations, conv, user);
  const since = conversation.readableFrom(user);
  const range: PageRange =
    after !== undefined
      ? { limit, after: Math.max(after, since - 1) }
      : before === undefined
        ? { limit }
        : { limit, before };
  // a log has no holes: which entries will come is known before, so what was done to them is read along
  const to = after === undefined ? Math.min(before ?? Infinity, conversation.head + 1) - 1 : after + limit;
  const from = Math.max(to - limit + 1, since);
  const { storage, folds, entryExtras } = reading;
  const { first, count, lines, head, along } = await storage.encodedPage(conv, range, [
    folds.along(user, from, to),
    ...entryExtras.map((extra) => ({ first: extra.along(user, from, to) })),
  ]);
  const last = first + count - 1;
  // a page that is not where it was expected, and one in which something is shown to its author alone, are put together entry by entry
  if ((count > 0 && (Math.max(first, since) < from || last > to)) || mayBeHidden(lines)) {
    const page = await storage.page(conv, range);
    const readable = page.entries.filter(({ seq }) => seq >= since);
    return pageOf(await foldedJson(reading, user, readable), page.head);
  }
  const [done = [], ...kept] = along;
  const folded = folds.told(done);
  const told = kept.map((rows, i) => entryExtras[i]?.told(rows) ?? NONE).filter(({ size }) => size > 0);
  const skipped = Math.max(0, since - first);
  if (skipped >= count) return pageOf("[]", head);
  const additions = new Map<number, string>();
  const add = (seq: number, text: string) => additions.set(seq, `${additions.get(seq) ?? ""},${text}`);
  for (const [seq, fold] of folded) add(seq, `"fold":${fold}`);
  for (const one of told) for (const [place, extra] of one) add(Number.parseInt(place, 10), extra);
  return pageOf(`[{${pageText(lines, first, skipped, additions)}}]`, head);
}

const NONE: ReadonlyMap<string, string> = new Map();

function pageOf(entries: string, head: number): Json {
  return new Json(`{"entries":${entries},"head":${head}}`);
}

/** Entries with what was done to each, as a JSON array. */
export async function foldedJson(
  reading: Pick<Reading, "storage" | "folds" | "entryExtras">,
  user: string,
  entries: readonly StoredEntry[],
): Promise<string> {
  const [folded, extra] = await Promise.all([reading.folds.of(user, entries), extrasOf(reading, user, entries)]);
  return `[${entries.map((entry) => entryJson(entry, folded.get(entry), user, extra(entry))).join(",")}]`;
}

/** Of many entries ({@link NAMED}) all that is the person's is read, where that is no more than so much. */
const ALL = 1_000;

/** What one of them keeps of these entries. */
async function kept(
  storage: Pick<Storage, "query">,
  extra: EntryExtra,
  user: string,
  entries: readonly Place[],
): Promise<readonly unknown[]> {
  if (entries.length > NAMED) {
    const all = await storage.query(extra.all(user, ALL + 1));
    if (all.length <= ALL) return all;
  }
  return storage.query(extra.statement(user, entries));
}

/** What other rooms keep of entries for their reader. */
async function extrasOf(
  { storage, entryExtras }: Pick<Reading, "storage" | "entryExtras">,
  user: string,
  entries: readonly Place[],
): Promise<(entry: Place) => string> {
  if (entries.length === 0) return () => "";
  const read = await Promise.all(
    entryExtras.map(async (extra) => extra.told(await kept(storage, extra, user, entries))),
  );
  const found = read.filter(({ size }) => size > 0);
  return found.length === 0 ? () => "" : (entry) => found.flatMap((one) => one.get(placed(entry)) ?? []).join(",");
}

/** Single entries by their seq, ascending; those that are there. */
export async function readEntries(
  { storage }: Pick<Reading, "storage">,
  conv: string,
  seqs: readonly number[],
): Promise<StoredEntry[]> {
  if (seqs.length === 0) return [];
  return entriesWhere({ storage }, conv, `seq IN (${seqs.map(() => "?").join(", ")})`, seqs);
}

/** The entries of a log that meet a condition, ascending. */
export async function entriesWhere(
  { storage }: Pick<Reading, "storage">,
  conv: string,
  condition: string,
  parameters: readonly unknown[],
): Promise<StoredEntry[]> {
  const rows = await storage.query<Omit<StoredEntry, "conv" | "from"> & { readonly sender: string }>({
    sql: `SELECT pos, seq, sender, key, at, kind, ref, count, body FROM entries WHERE conv = ${NUM} AND ${condition} ORDER BY seq`,
    parameters: [conv, ...parameters],
  });
  return rows.map(({ sender, ...row }) => ({ ...row, conv, from: sender }));
}

/** A page of a person's conversations, latest active first. The place in the list is `at:id` of the last one. [CONV-4] */
export async function readList(reading: Reading, user: string, params: Params<"conversation.list">): Promise<Json> {
  const { limit = 50 } = params;
  const after = params.after === undefined ? {} : { after: placeInList(params.after) };
  const found = await reading.storage.list(user, { ...after, limit: limit + 1, marksUpTo: LIMITS.marksPushed });
  const page = found.slice(0, limit);
  const users = await reading.people.profiles(peopleOf(user, page));
  const additions = await additionsTo(reading, user, page);
  const last = found.length > limit ? page.at(-1) : undefined;
  const next = last ? `,"next":${JSON.stringify(`${last.last?.at ?? last.created}:${last.id}`)}` : "";
  return new Json(
    `{"conversations":[${page.map((one, i) => summaryJson(one, undefined, additions[i])).join(",")}],"users":[${users.join(",")}]${next}}`,
  );
}

/** One conversation with the people in it that a screen needs at once. */
export async function readConversation(reading: Reading, user: string, id: string): Promise<Json> {
  const conversation = await memberOf(reading.conversations, id, user);
  const summary = conversation.summaryFor(user, LIMITS.marksPushed);
  if (!summary) throw new Refusal("not_found");
  const users = await reading.people.profiles(peopleOf(user, [summary]));
  const [addition] = await additionsTo(reading, user, [summary]);
  return new Json(`{"conversation":${summaryJson(summary, undefined, addition)},"users":[${users.join(",")}]}`);
}

/** What conversations say beside what the line knows of them: what was done to the newest entry, what other rooms keep. */
async function additionsTo(
  reading: Pick<Reading, "storage" | "folds" | "extras" | "entryExtras">,
  user: string,
  summaries: readonly StoredSummary[],
): Promise<readonly SummaryAddition[]> {
  const { folds, extras } = reading;
  // to the head nothing was done yet
  const older = summaries.flatMap(({ shown, last }) =>
    shown && shown !== last && shown.seq !== last?.seq ? [shown] : [],
  );
  const folded = older.length > 0 ? await folds.of(user, older) : new Map<StoredEntry, string>();
  const ofShown = await extrasOf(
    reading,
    user,
    summaries.flatMap(({ shown }) => shown ?? []),
  );
  const read = await Promise.all(extras.map((extra) => extra(user, summaries)));
  const others = read.filter(({ size }) => size > 0);
  return summaries.map(({ id, shown }) => ({
    fold: shown ? folded.get(shown) : undefined,
    ofLast: shown ? ofShown(shown) : undefined,
    extra: others.flatMap((found) => found.get(id) ?? []).join(","),
  }));
}

/** Whose names a list shows: the reader, the others of small conversations, authors of what is shown. */
export function peopleOf(
  user: string,
  summaries: readonly StoredSummary[],
  entries: Iterable<StoredEntry> = [],
): Set<string> {
  const people = new Set([user]);
  for (const { others, shown, members } of summaries) {
    if (shown) people.add(shown.from);
    // all members of a large group are read when somebody looks at them
    if (members <= 2 && others && others.first !== null) people.add(others.first);
  }
  for (const entry of entries) people.add(entry.from);
  return people;
}

function placeInList(text: string): { at: number; id: string } {
  const found = /^(\d{1,16}):(.+)$/.exec(text);
  if (!found?.[1] || !found[2]) throw new Refusal("invalid", { path: "/after", message: "not the `next` of a page" });
  return { at: Number(found[1]), id: found[2] };
}
