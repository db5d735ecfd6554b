/**
 * The log in blocks of several sizes, and rows of the index named by those in which they stand: so a look at a stretch of the log is one
 * more word that PostgreSQL's index must find in a row, and what is common is looked for among the latest first.
 */
const BITS = [8, 11, 14, 17, 20, 23] as const;

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

/** Stretches that go back from a batch, which is in the first: one or two blocks of each size in turn, then all that is left. */
export function* stretchesBack(last: number): Generator<Stretch> {
  let to = last;
  for (const [size, bits] of BITS.entries()) {
    const block = 2 ** bits;
    const first = Math.floor(to / block) - 1;
    if (first <= 0) break;
    const blocks = [first, first + 1].map((one) => nameOf(size, one));
    yield { blocks, from: first * block };
    to = first * block - 1;
  }
  yield { blocks: undefined, from: 0 };
}

/** No token of a text begins so. */
const nameOf = (size: number, block: number): string => `=${"uvwxyz"[size] ?? ""}${block}`;
