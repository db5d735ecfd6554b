import { pause } from "../../kit/pause.ts";
import type { Batch, Follow, MarkState, StoredEntry } from "../storage.ts";
import { numberArray } from "./array.ts";
import { SPAN } from "./batch.ts";
import type { Connection } from "./connection.ts";
import { ENTRY_COLUMNS, toEntry, type EntryRow } from "./row.ts";

/** Watermarks that may wait for the transactions before them. The oldest is the one that is good first. */
const BOUND = 8;

/** Times to look whether what was begun before is done, with a pause between that grows by a ms: a second and a half in all. */
const LOOKS = 55;

/** Batches that are looked at to find how far the numbers go without a gap, at most. */
const DENSE = 10_000;

const AFTER = `
  SELECT s.pruned,
         (SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM batch_numbers) AS last,
         pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS running,
         ARRAY(SELECT n FROM batches WHERE n > $1 ORDER BY n LIMIT $2)::text AS after,
         coalesce((SELECT max(n) FROM (
           SELECT n, row_number() OVER (ORDER BY n) AS nth FROM (
             SELECT n FROM batches WHERE n > greatest(s.pruned, $3) ORDER BY n LIMIT ${DENSE}) next
         ) numbered WHERE n = greatest(s.pruned, $3) + nth), greatest(s.pruned, $3)) AS dense
  FROM store s`;

// What a batch wrote is looked up piece by piece, each by the one index that finds it: joined freely, a plan that was made while the
// tables were small may read all of a log for each piece, and it is kept.
const ENTRIES = `
  SELECT c.id, ${ENTRY_COLUMNS}
  FROM batches b CROSS JOIN LATERAL unnest(b.convs, b.firsts, b.lasts) AS t (num, first, last)
    CROSS JOIN LATERAL (SELECT id FROM conversations WHERE num = t.num LIMIT 1) c
    CROSS JOIN LATERAL (SELECT * FROM entries WHERE conv = t.num AND seq BETWEEN t.first AND t.last OFFSET 0) e
  WHERE b.n = ANY ($1::bigint[])`;

const MARKS = `
  SELECT c.id AS conv, m."user", m.read, m.read_count AS "readCount", m.delivered, m.pos
  FROM batches b CROSS JOIN LATERAL unnest(b.mark_convs, b.mark_users) AS t (num, who)
    CROSS JOIN LATERAL (SELECT id FROM conversations WHERE num = t.num LIMIT 1) c
    CROSS JOIN LATERAL (SELECT * FROM members WHERE conv = t.num AND "user" = t.who LIMIT 1) m
  WHERE b.n = ANY ($1::bigint[]) AND m.pos BETWEEN b.n * ${SPAN} AND b.n * ${SPAN} + ${SPAN - 1}`;

const TELLS = "SELECT n, array_to_json(tells)::text AS tells FROM batches WHERE n = ANY ($1::bigint[]) ORDER BY n";

interface AfterRow {
  readonly pruned: number;
  readonly last: number;
  /** Every transaction below it is done, and seen. */
  readonly running: number;
  readonly after: string;
  readonly dense: number;
}

interface Watermark {
  readonly last: number;
  readonly xid: number;
}

/**
 * How one node follows what all write. A number that is not there belongs to a transaction that still runs or was undone. So the
 * last number is remembered together with a transaction id that was given out after it was read; once every transaction before that
 * id is done, every number up to it is there or never will be. Where no number is missing, nothing must be waited for; and
 * what was forgotten is an hour old, for which no commit runs.
 */
export class PostgresFollow implements Follow {
  readonly span = SPAN;
  #settled = 0;
  #waiting: readonly Watermark[] = [];

  constructor(private readonly connection: Connection) {}

  async after(n: number, limit: number): ReturnType<Follow["after"]> {
    const [row] = await this.connection.rows<AfterRow>(AFTER, [n, limit, this.#settled]);
    if (!row) throw new Error("the store has no identity");
    // by this snapshot alone: another call may have settled more by a later one, and that has batches which are not in this answer
    let settled = row.dense;
    for (const { last, xid } of this.#waiting) if (xid <= row.running) settled = Math.max(settled, last);
    this.#settled = Math.max(this.#settled, settled);
    this.#waiting = this.#waiting.filter(({ last }) => last > this.#settled);
    if (row.last > settled && this.#waiting.length < BOUND) await this.#watch();
    return { batches: parsed(row.after), settled, whole: n >= row.pruned };
  }

  async read(batches: readonly number[]): Promise<readonly Batch[]> {
    const values = [numberArray(batches)];
    const [tells, entries, marks] = await Promise.all([
      this.connection.rows<{ n: number; tells: string }>(TELLS, values),
      this.connection.rows<EntryRow & { id: string }>(ENTRIES, values),
      this.connection.rows<MarkState>(MARKS, values),
    ]);
    const found = new Map<number, { n: number; entries: StoredEntry[]; marks: MarkState[]; tells: string[] }>();
    for (const { n, tells: text } of tells)
      found.set(n, { n, entries: [], marks: [], tells: JSON.parse(text) as string[] });
    for (const row of entries.sort(byPos)) {
      const entry = toEntry(row.id, row);
      if (entry) found.get(Math.floor(entry.pos / SPAN))?.entries.push(entry);
    }
    for (const mark of marks.sort(byPos)) found.get(Math.floor(mark.pos / SPAN))?.marks.push({ ...mark });
    return [...found.values()];
  }

  /** Waits a moment for what was begun before this call, and answers how far all is settled. */
  async settle(): Promise<number> {
    const { last } = await this.#watch();
    for (let look = 1; ; look++) {
      const { settled } = await this.after(0, 0);
      if (settled >= last || look === LOOKS) return settled;
      await pause(look);
    }
  }

  async #watch(): Promise<Watermark> {
    const [mark] = await this.connection.rows<Watermark>("SELECT last, xid FROM skein_watermark_1()");
    if (!mark) throw new Error("the database answered nothing");
    this.#waiting = [...this.#waiting, mark];
    return mark;
  }
}

const byPos = (a: { readonly pos: number | null }, b: { readonly pos: number | null }): number =>
  (a.pos ?? 0) - (b.pos ?? 0);

/** `{1,2,3}`, as an array of numbers is printed. */
function parsed(text: string): number[] {
  return text.length > 2 ? text.slice(1, -1).split(",").map(Number) : [];
}
