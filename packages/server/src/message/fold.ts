import { type Fold, isSendable } from "@skein/protocol/schema";
import { CONV, type Along, type Statement, type Storage, type StoredEntry } from "../storage/storage.ts";

/** What a part reads of one message: its columns mean what the part says. */
export interface FoldRow {
  readonly part: string;
  readonly conv: string;
  readonly seq: number;
  readonly a: number | null;
  readonly b: number | null;
  readonly s: string | null;
  readonly t: string | null;
}

/** A fold while it is put together. */
export type Folding = { -readonly [F in keyof Fold]: Fold[F] };

/** Which rooms have something of a message, as bits of `parts` in its row of `folds`: a page asks only those. */
export const PARTS = { message: 1, reactions: 2, pinned: 4, thread: 8, poll: 16, hidden: 32, played: 64 } as const;

/**
 * What one kind of operations has made of messages: how it is read, and how it goes into the fold. Features bring theirs to
 * `server.ts`.
 */
export interface FoldPart {
  readonly name: string;
  readonly part: (typeof PARTS)[keyof typeof PARTS];
  /**
   * Everything of the messages in `t` (a row of `folds` each, and `id`), a row each as columns `conv` (`t.id`), `seq`, `a`, `b` (numbers),
   * `s`, `t` (text); a null must be cast. `?` in it is the reader, as often as `readers` says. `t` is joined by CROSS JOIN: it is small, the
   * other table is not, and without that SQLite begins at the other one.
   */
  readonly sql: string;
  readonly readers: number;
  take(fold: Folding, row: FoldRow): void;
}

const FOLDED = "SELECT c.id, f.* FROM conversations c CROSS JOIN folds f WHERE f.conv = c.num";
/** The rows of `folds` themselves: up to which entry each fold goes, and which rooms have something of it. */
const UPTO = "upto";
const NOTHING = "CAST(NULL AS BIGINT) AS b, CAST(NULL AS TEXT) AS s, CAST(NULL AS TEXT) AS t";
/** Messages are looked at so many at a time. */
const CHUNK = 100;
/** Of those that stand apart each is a part of the statement, and SQLite takes no more than some forty such parts for each room. */
const APART = 25;
/** Messages of which each has less than so many entries beside it are read as one stretch. */
const SPARSE = 8;

/** Reads what was done to messages. A message to which nothing was done has no fold. */
export class Folds {
  readonly #parts: ReadonlyMap<string, FoldPart>;
  readonly #along: readonly { readonly part: FoldPart; readonly sql: string }[];

  constructor(
    private readonly storage: Pick<Storage, "query">,
    parts: readonly FoldPart[],
  ) {
    this.#parts = new Map(parts.map((part) => [part.name, part]));
    this.#along = parts.map((part) => ({ part, sql: partOf(part, ALONG) }));
  }

  /** The folds as JSON text, as `reader` sees them. */
  async of(reader: string, entries: readonly StoredEntry[]): Promise<ReadonlyMap<StoredEntry, string>> {
    const folds = new Map<string, Folding>();
    const own = entries.filter(isMessage);
    for (let at = 0; at < own.length; at += CHUNK) await this.#read(reader, own.slice(at, at + CHUNK), folds);
    const texts = new Map<StoredEntry, string>();
    if (folds.size === 0) return texts;
    for (const entry of own) {
      const fold = folds.get(place(entry));
      if (fold && fold.upto > 0) texts.set(entry, JSON.stringify(fold));
    }
    return texts;
  }

  /** To be read along with a page: the folds of a stretch of one log. */
  along(reader: string, from: number, to: number): Along {
    const of = [CONV, from, to];
    return {
      first: { sql: UPTO_ALONG, parameters: of },
      further: this.#along.map(({ part, sql }) => ({
        part: part.part,
        statement: { sql, parameters: [...of, ...asked(part, reader)] },
      })),
    };
  }

  /** The folds that were read along, as JSON text by seq. */
  told(rows: readonly unknown[]): ReadonlyMap<number, string> {
    const folds = new Map<string, Folding>();
    this.#put(rows as readonly FoldRow[], folds);
    const texts = new Map<number, string>();
    for (const [at, fold] of folds) texts.set(Number.parseInt(at, 10), JSON.stringify(fold));
    return texts;
  }

  async #read(reader: string, entries: readonly StoredEntry[], folds: Map<string, Folding>): Promise<void> {
    const convs = new Set(entries.map(({ conv }) => conv));
    if (convs.size === 1 && isStretch(entries)) {
      this.#put(await this.storage.query<FoldRow>(this.#near(reader, entries)), folds);
      return;
    }
    for (let at = 0; at < entries.length; at += APART) {
      const statement = this.#scattered(reader, entries.slice(at, at + APART));
      this.#put(await this.storage.query<FoldRow>(statement), folds);
    }
  }

  #put(rows: readonly FoldRow[], folds: Map<string, Folding>): void {
    for (const row of rows) {
      const at = place(row);
      let fold = folds.get(at);
      if (!fold) folds.set(at, (fold = { upto: 0 }));
      if (row.part === UPTO) fold.upto = row.a ?? 0;
      else this.#parts.get(row.part)?.take(fold, row);
    }
  }

  #near(reader: string, entries: readonly StoredEntry[]): Statement {
    const seqs = entries.map(({ seq }) => seq);
    const of = [Math.min(...seqs), Math.max(...seqs), entries[0]?.conv ?? ""];
    return this.#statement(reader, `${FOLDED} AND f.seq BETWEEN ? AND ? AND c.id = ?`, of);
  }

  #scattered(reader: string, entries: readonly StoredEntry[]): Statement {
    const within = entries.map(() => `${FOLDED} AND f.seq = ? AND c.id = ?`).join(" UNION ALL ");
    return this.#statement(
      reader,
      within,
      entries.flatMap(({ conv, seq }) => [seq, conv]),
    );
  }

  #statement(reader: string, within: string, of: readonly unknown[]): Statement {
    const parts = [...this.#parts.values()];
    const columns = parts.map((part) => partOf(part, "SELECT * FROM a"));
    return {
      sql: `WITH a AS MATERIALIZED (${within}) ${[uptoOf("SELECT * FROM a"), ...columns].map((sql) => `SELECT * FROM (${sql}) q`).join(" UNION ALL ")}`,
      parameters: [...of, ...parts.flatMap((part) => asked(part, reader))],
    };
  }
}

function uptoOf(within: string): string {
  return `SELECT '${UPTO}' AS part, u.id AS conv, u.seq, u.upto AS a, ${NOTHING}, u.parts FROM (${within}) u`;
}

/**
 * Of one conversation, whose id nobody has to hear again with each row. The cast keeps SQLite from looking at the value while it plans
 * (whether a partial index of `entries` would do): having looked, it plans anew each time, which takes five times as long as the reading.
 */
const ALONG = "SELECT '' AS id, f.* FROM folds f WHERE f.conv = CAST(? AS BIGINT) AND f.seq BETWEEN ? AND ?";
const UPTO_ALONG = uptoOf(ALONG);

/** What a part has of those messages of which it has something. */
function partOf({ name, part, sql }: FoldPart, within: string): string {
  const own = `SELECT * FROM (${within}) w WHERE (w.parts & ${part}) <> 0`;
  return `SELECT '${name}' AS part, p.conv, p.seq, p.a, p.b, p.s, p.t, CAST(NULL AS BIGINT) AS parts FROM (WITH t AS (${own}) ${sql}) p`;
}

function asked({ readers }: FoldPart, reader: string): string[] {
  return new Array<string>(readers).fill(reader);
}

/** To an operation nothing is done. */
function isMessage({ ref, kind }: StoredEntry): boolean {
  return ref === null || isSendable(kind);
}

/** Whether the entries lie close to each other: else much between them would be read for nothing. */
function isStretch(entries: readonly StoredEntry[]): boolean {
  const first = entries[0]?.seq ?? 0;
  const last = entries.at(-1)?.seq ?? 0;
  return Math.abs(last - first) <= SPARSE * entries.length;
}

function place({ conv, seq }: { readonly conv: string; readonly seq: number }): string {
  return `${seq} ${conv}`;
}
