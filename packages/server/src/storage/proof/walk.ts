/** Rows read at once. */
const PAGE = 2_000;

/** Rows of many pages, one after another, with a look at the next one. */
export interface Walk<Row> {
  peek(): Promise<Row | undefined>;
  next(): Promise<Row | undefined>;
  /** How many were taken. */
  readonly taken: number;
}

/**
 * @param read the rows after the last one of the page before
 * @param step told how many more were read
 */
export function walk<Row>(
  read: (last: Row | undefined, limit: number) => Promise<readonly Row[]>,
  step: (rows: number) => void = () => undefined,
): Walk<Row> {
  let page: readonly Row[] = [];
  let at = 0;
  let ended = false;
  let taken = 0;
  const peek = async (): Promise<Row | undefined> => {
    if (at === page.length && !ended) {
      page = await read(page.at(-1), PAGE);
      at = 0;
      ended = page.length === 0;
      step(page.length);
    }
    return page[at];
  };
  return {
    peek,
    async next() {
      const row = await peek();
      if (row !== undefined) {
        at += 1;
        taken += 1;
      }
      return row;
    },
    get taken() {
      return taken;
    },
  };
}
