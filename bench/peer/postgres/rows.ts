import { textOf } from "../../measure/ledger.ts";

/** Columns of `entries`, then those from which heads and marks follow, with their types. */
const ENTRY = {
  pos: "bigint",
  conv: "bigint",
  seq: "bigint",
  at: "bigint",
  count: "bigint",
  sender: "text",
  key: "text",
  kind: "text",
  digest: "text",
  body: "text",
};

const names = Object.keys(ENTRY).join(", ");
const given = Object.values(ENTRY)
  .map((type, at) => `$${at + 1}::${type}[]`)
  .join(", ");

/** One statement for a batch of any size: what PostgreSQL takes fastest. */
const ENTRIES = `INSERT INTO entries (${names}) SELECT * FROM unnest(${given})`;

/** The same with the rows of other tables that each message moves: its log's head, and its author's mark. */
const ALL = `
  WITH asked AS (SELECT * FROM unnest(${given}) AS u (${names})),
  heads AS (
    UPDATE conversations c SET seq = l.seq, count = l.count, at = l.at, last_pos = l.pos
    FROM (SELECT DISTINCT ON (conv) conv, seq, count, at, pos FROM asked ORDER BY conv, seq DESC) l WHERE c.num = l.conv
  ), own AS (
    UPDATE members m SET read = l.seq, read_count = l.count, delivered = l.seq
    FROM (SELECT DISTINCT ON (conv, sender) conv, sender, seq, count FROM asked ORDER BY conv, sender, seq DESC) l
    WHERE m.conv = l.conv AND m."user" = l.sender
  )
  INSERT INTO entries (${names}) SELECT * FROM asked`;

export const STATEMENTS = { entries: ENTRIES, all: ALL };

/** Fills the tables that `ALL` moves: pairs of people. */
export function pairsOf(conversations: number): string[] {
  return [
    `INSERT INTO conversations (created, id, kind, size) SELECT 0, 'd.u' || i * 2 || '.u' || i * 2 + 1, 'direct', 2
     FROM generate_series(0, ${conversations - 1}) AS i`,
    `INSERT INTO members (conv, "user", role) SELECT i / 2 + 1, 'u' || i, 'member' FROM generate_series(0, ${conversations * 2 - 1}) AS i`,
    "VACUUM (ANALYZE)",
  ];
}

/** Positions of a batch, as the server numbers them. */
export const SPAN = 4096;

/** Makes the rows that the server would keep: conversations in turns, two people in each, keys in the order of time. */
export class Rows {
  readonly #first: number;
  readonly #heads: number[];
  #batch = 0;
  #next = 0;

  /** @param first of so many conversations that nobody else writes to: batches that share some would wait for each other */
  constructor(first: number, conversations: number) {
    this.#first = first;
    this.#heads = Array.from({ length: conversations }, () => 0);
  }

  /** Parameters of {@link STATEMENTS}. */
  batch(size: number): string[] {
    this.#batch += 1;
    return columnsOf(Array.from({ length: size }, (_, at) => this.#row(at + 1)));
  }

  #row(shift: number): Row {
    const at = this.#next++ % this.#heads.length;
    const seq = (this.#heads[at] = (this.#heads[at] ?? 0) + 1);
    const conv = this.#first + at;
    const sender = conv * 2 + (seq % 2);
    return rowOf({ pos: this.#batch * SPAN + shift, conv, seq, at: Date.now(), sender, text: textOf(sender, seq) });
  }
}

type Row = (string | number)[];

/** A row of `entries` as the server would keep it; `conv` and `sender` are the population's numbers. */
export function rowOf(of: { pos: number; conv: number; seq: number; at: number; sender: number; text: string }): Row {
  const digest = Bun.hash(`${of.conv}.${of.seq}`).toString(16).padStart(16, "0");
  const body = String.raw`"{\"text\":\"${of.text}\"}"`;
  const place = [of.pos, of.conv + 1, of.seq, of.at, of.seq];
  return [...place, `u${of.sender}`, Bun.randomUUIDv7(), "text", digest, body];
}

/** Rows as the parameters of {@link STATEMENTS}: an array a column. */
export function columnsOf(rows: readonly Row[]): string[] {
  return Object.keys(ENTRY).map((_, column) => `{${rows.map((row) => row[column]).join(",")}}`);
}
