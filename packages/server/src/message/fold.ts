import { type Fold, isSendable } from "@skein/protocol/schema";
import type { Statement, Storage, StoredEntry } from "../storage/storage.ts";

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

/**
 * What one kind of operations has made of messages: how it is read, and how it goes into the fold. Features bring theirs to
 * `server.ts`. All are read by one statement, so that a fold is of one moment.
 */
export interface FoldPart {
  readonly name: string;
  /**
   * Everything of the messages in `t` (conv, seq, id), a row each as columns `conv` (`t.id`), `seq`, `a`, `b` (numbers), `s`, `t` (text);
   * a null must be cast. `?` in it is the reader, as often as `readers` says.
   */
  readonly sql: string;
  readonly readers: number;
  take(fold: Folding, row: FoldRow): void;
}

const FOLDED = "SELECT c.id, f.conv, f.seq, f.upto FROM conversations c JOIN folds f ON f.conv = c.num";
/** Messages are looked at so many at a time. */
const CHUNK = 100;
/** Messages of which each has less than so many entries beside it are read as one stretch. */
const SPARSE = 8;

/** Reads what was done to messages. A message to which nothing was done has no fold. */
export class Folds {
  readonly #parts: ReadonlyMap<string, FoldPart>;

  constructor(
    private readonly storage: Pick<Storage, "query">,
    parts: readonly FoldPart[],
  ) {
    this.#parts = new Map(parts.map((part) => [part.name, part]));
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

  /** The folds of a stretch of one log, by seq. */
  async between(reader: string, conv: string, from: number, to: number): Promise<ReadonlyMap<number, string>> {
    const folds = new Map<string, Folding>();
    await this.#take(this.#stretch(reader, conv, from, to), folds);
    const texts = new Map<number, string>();
    for (const [at, fold] of folds) if (fold.upto > 0) texts.set(Number.parseInt(at, 10), JSON.stringify(fold));
    return texts;
  }

  async #read(reader: string, entries: readonly StoredEntry[], folds: Map<string, Folding>): Promise<void> {
    const convs = new Set(entries.map(({ conv }) => conv));
    const near = convs.size === 1 && isStretch(entries);
    await this.#take(near ? this.#near(reader, entries) : this.#scattered(reader, entries), folds);
  }

  async #take(statement: Statement, folds: Map<string, Folding>): Promise<void> {
    const rows = await this.storage.query<FoldRow>(statement);
    for (const row of rows) {
      const at = place(row);
      let fold = folds.get(at);
      if (!fold) folds.set(at, (fold = { upto: 0 }));
      this.#parts.get(row.part)?.take(fold, row);
    }
  }

  #near(reader: string, entries: readonly StoredEntry[]): Statement {
    const seqs = entries.map(({ seq }) => seq);
    return this.#stretch(reader, entries[0]?.conv ?? "", Math.min(...seqs), Math.max(...seqs));
  }

  #scattered(reader: string, entries: readonly StoredEntry[]): Statement {
    const within = entries.map(() => `${FOLDED} WHERE f.seq = ? AND c.id = ?`).join(" UNION ALL ");
    return this.#statement(
      reader,
      within,
      entries.flatMap(({ conv, seq }) => [seq, conv]),
    );
  }

  #stretch(reader: string, conv: string, from: number, to: number): Statement {
    return this.#statement(reader, `${FOLDED} WHERE f.seq BETWEEN ? AND ? AND c.id = ?`, [from, to, conv]);
  }

  #statement(reader: string, within: string, of: readonly unknown[]): Statement {
    const parts = [...this.#parts.values()];
    const columns = parts.map(
      (part) => `SELECT '${part.name}' AS part, q.conv, q.seq, q.a, q.b, q.s, q.t FROM (${part.sql}) q`,
    );
    return {
      sql: `WITH t AS MATERIALIZED (${within}) ${columns.join(" UNION ALL ")}`,
      parameters: [...of, ...parts.flatMap(({ readers }) => new Array<string>(readers).fill(reader))],
    };
  }
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
