/**
 * The log in blocks of three sizes, and rows of the index named by those in which they stand: so a look at a stretch of the log is one more
 * word that PostgreSQL's index must find in a row, and what is common is looked for among the latest first.
 */
const BITS = [8, 14, 20] as const;
/** Blocks of one size that one look names at most. */
const BLOCKS = 64;
/** Batches of the first look, and how many times more each next one takes. */
const FIRST = 256;
const GROWTH = 8;

/** The names of the blocks in which a batch stands. */
export function blocksOf(batch: number): string[] {
  return BITS.map((bits, size) => nameOf(size, Math.floor(batch / 2 ** bits)));
}

/** Part of the log that is looked at. */
export interface Stretch {
  /** Names of blocks, of which a row of the stretch has one; undefined: all that is left. */
  readonly blocks: readonly string[] | undefined;
  /** The first batch that is in it. */
  readonly from: number;
}

/** Stretches that go back from a batch, which is in the first: each as long as all before it took together, and more. */
export function* stretchesBack(last: number): Generator<Stretch> {
  let to = last;
  for (let length = FIRST; to >= 0; length *= GROWTH) {
    const size = BITS.findIndex((bits) => length <= BLOCKS * 2 ** bits);
    const block = 2 ** (BITS[size] ?? 0);
    const first = Math.floor(Math.max(0, last - length + 1) / block);
    if (size < 0 || first === 0) {
      yield { blocks: undefined, from: 0 };
      return;
    }
    const blocks = Array.from({ length: Math.floor(to / block) - first + 1 }, (_, at) => nameOf(size, first + at));
    yield { blocks, from: first * block };
    to = first * block - 1;
  }
}

/** No token of a text begins so. */
const nameOf = (size: number, block: number): string => `=${"xyz"[size] ?? ""}${block}`;
