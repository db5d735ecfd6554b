import type { Fold } from "@skein/protocol/schema";
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
    const own = entries.filter(({ ref }) => ref === null);
    for (let at = 0; at < own.length; at += CHUNK) await this.#read(reader, own.slice(at, at + CHUNK), folds);
    const texts = new Map<StoredEntry, string>();
    if (folds.size === 0) return texts;
    for (const entry of own) {
      const fold = folds.get(place(entry));
      if (fold && fold.upto > 0) texts.set(entry, JSON.stringify(fold));
    }
    return texts;
  }

  async #read(reader: string, entries: readonly StoredEntry[], folds: Map<string, Folding>): Promise<void> {
    const convs = new Set(entries.map(({ conv }) => conv));
    const rows = await this.storage.query<FoldRow>(
      convs.size === 1 ? this.#page(reader, entries) : this.#scattered(reader, entries),
    );
    for (const row of rows) {
      const at = place(row);
      let fold = folds.get(at);
      if (!fold) folds.set(at, (fold = { upto: 0 }));
      this.#parts.get(row.part)?.take(fold, row);
    }
  }

  /** A stretch of one log. */
  #page(reader: string, entries: readonly StoredEntry[]): Statement {
    const first = entries[0]?.seq ?? 0;
    const last = entries.at(-1)?.seq ?? 0;
    return this.#statement(reader, `${FOLDED} WHERE f.seq BETWEEN ? AND ? AND c.id = ?`, [
      Math.min(first, last),
      Math.max(first, last),
      entries[0]?.conv,
    ]);
  }

  /** Single entries of many logs. */
  #scattered(reader: string, entries: readonly StoredEntry[]): Statement {
    const within = entries.map(() => `${FOLDED} WHERE f.seq = ? AND c.id = ?`).join(" UNION ALL ");
    return this.#statement(
      reader,
      within,
      entries.flatMap(({ conv, seq }) => [seq, conv]),
    );
  }

  #statement(reader: string, within: string, of: readonly unknown[]): Statement {
    const parts = [...this.#parts.values()];
    const columns = parts.map(
      (part) => `SELECT '${part.name}' AS part, q.conv, q.seq, q.a, q.b, q.s, q.t FROM (${part.sql}) q`,
    );
    return {
      sql: `WITH t AS (${within}) ${columns.join(" UNION ALL ")}`,
      parameters: [...of, ...parts.flatMap(({ readers }) => new Array<string>(readers).fill(reader))],
    };
  }
}

function place({ conv, seq }: { readonly conv: string; readonly seq: number }): string {
  return `${seq} ${conv}`;
}
