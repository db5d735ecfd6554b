import type { Batch, MarkState, StoredEntry } from "../storage/storage.ts";

/** Characters of one word: in UTF-8 never more than a bus carries. */
const PIECE = 80_000;
/** Pieces of a batch that is carried; a longer one is only named, and whoever hears its name reads it. */
const PIECES = 32;

/** Nodes of which a batch is under way; beyond, all are forgotten: some may be dead. */
const NODES = 100;

/** An entry on the way: as a list it is half as long as with names, and is read in half the time. */
type EntryTuple = readonly [
  conv: string,
  seq: number,
  pos: number,
  from: string,
  key: string | null,
  at: number,
  kind: string,
  ref: number | null,
  count: number,
  body: string,
];
type MarkTuple = readonly [conv: string, user: string, read: number, readCount: number, delivered: number, pos: number];
type Whole = readonly [
  n: number,
  entries: readonly EntryTuple[],
  marks: readonly MarkTuple[],
  tells: readonly string[],
];

/** A batch as words of a bus, in their order: whole, in pieces that begin with `n at count`, or its number alone. */
export function wordsOf({ n, entries, marks, tells }: Batch): string[] {
  const whole: Whole = [
    n,
    entries.map((e) => [e.conv, e.seq, e.pos, e.from, e.key, e.at, e.kind, e.ref, e.count, e.body]),
    marks.map((m) => [m.conv, m.user, m.read, m.readCount, m.delivered, m.pos]),
    tells,
  ];
  const text = JSON.stringify(whole);
  if (text.length <= PIECE) return [text];
  const count = Math.ceil(text.length / PIECE);
  if (count > PIECES) return [String(n)];
  return Array.from({ length: count }, (_, at) => {
    // a pair of surrogates that is cut would not come as it was: the first half belongs to the next piece
    const [from, to] = [cut(text, at * PIECE), cut(text, (at + 1) * PIECE)];
    return `${n} ${at} ${count} ${text.slice(from, to)}`;
  });
}

const cut = (text: string, at: number): number => (isHigh(text.charCodeAt(at - 1)) ? at - 1 : at);
const isHigh = (unit: number): boolean => unit >= 0xd8_00 && unit <= 0xdb_ff;

/** What a word said: a batch, or the number of one that must be read; nothing yet for a piece before the last. */
export type Heard = Batch | { readonly n: number } | undefined;

/**
 * Puts the words of other nodes together. A node's words come in order, so of each node one batch is under way at most; one of which
 * a piece is missing is named when another begins, or found by its number.
 */
export class BatchWords {
  readonly #begun = new Map<string, { readonly n: number; readonly pieces: string[] }>();

  hear(word: string, from: string): Heard {
    if (word.startsWith("[")) return batchOf(word);
    const head = /^(\d+)(?: (\d+) (\d+) )?/.exec(word);
    if (!head) throw new SyntaxError("no word of a batch");
    const n = Number(head[1]);
    if (head[2] === undefined) return { n };
    const at = Number(head[2]);
    if (at === 0) {
      if (this.#begun.size >= NODES) this.#begun.clear();
      this.#begun.set(from, { n, pieces: [] });
    }
    const begun = this.#begun.get(from);
    if (begun?.n !== n || begun.pieces.length !== at) {
      this.#begun.delete(from);
      return { n };
    }
    begun.pieces.push(word.slice(head[0].length));
    if (at + 1 < Number(head[3])) return undefined;
    this.#begun.delete(from);
    return batchOf(begun.pieces.join(""));
  }

  /** What is under way does not come to its end. */
  clear(): void {
    this.#begun.clear();
  }
}

function batchOf(text: string): Batch {
  const [n, entries, marks, tells] = JSON.parse(text) as Whole;
  return { n, entries: entries.map(entryOf), marks: marks.map(markOf), tells };
}

function entryOf([conv, seq, pos, from, key, at, kind, ref, count, body]: EntryTuple): StoredEntry {
  return { conv, seq, pos, from, key, at, kind, ref, count, body };
}

function markOf([conv, user, read, readCount, delivered, pos]: MarkTuple): MarkState {
  return { conv, user, read, readCount, delivered, pos };
}
