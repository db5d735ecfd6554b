/** Where a picture of an album stands, as parts of its width (x, width) and of its height (y, height). */
export interface Tile {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Grid {
  readonly tiles: readonly Tile[];
  /** Width by height of the whole. */
  readonly ratio: number;
}

/** A row is so high at best, as a part of the width. */
const ROW = 0.42;
/** The whole is no higher than so many widths. */
const HIGHEST = 2.4;
/** Nor lower than so, width by height. */
const WIDEST = 2.8;
/** A picture is shown no narrower or flatter than so. */
const NARROWEST = 0.6;
const FLATTEST = 1.9;
const MOST_IN_A_ROW = 4;

/**
 * Puts pictures beside and under each other so that they fill a rectangle and keep their order: in rows, each as wide as the whole, cut so that
 * none is much lower than the others. Of two or three the first one may stand beside the rest.
 *
 * @param ratios width by height of each
 */
export function albumGrid(ratios: readonly number[]): Grid {
  const shapes = ratios.map((ratio) => Math.min(FLATTEST, Math.max(NARROWEST, ratio > 0 ? ratio : 1)));
  const [first = 1] = shapes;
  if (shapes.length === 3 && first < 0.9) return beside(shapes);
  return inRows(rowsOf(shapes));
}

/** A high one, and two others one above the other at its side. */
function beside([first = 1]: readonly number[]): Grid {
  const width = Math.min(0.66, Math.max(0.5, first * 0.8));
  const rest = 1 - width;
  return {
    ratio: Math.min(1.4, Math.max(0.9, first / width)),
    tiles: [
      { x: 0, y: 0, width, height: 1 },
      { x: width, y: 0, width: rest, height: 0.5 },
      { x: width, y: 0.5, width: rest, height: 0.5 },
    ],
  };
}

/** Shares them out so that rows are about equally high: of all ways to cut the row of pictures, the one with the least difference. */
function rowsOf(shapes: readonly number[]): readonly (readonly number[])[] {
  // best[n]: how the first n are cut best
  const best: { readonly cost: number; readonly from: number }[] = [{ cost: 0, from: 0 }];
  for (let end = 1; end <= shapes.length; end += 1) {
    let found = { cost: Number.POSITIVE_INFINITY, from: end - 1 };
    for (let from = Math.max(0, end - MOST_IN_A_ROW); from < end; from += 1) {
      const height = 1 / sum(shapes.slice(from, end));
      // a single one in a row takes much room
      const lonely = end - from === 1 && shapes.length > 1 ? 0.15 : 0;
      const cost = (best[from]?.cost ?? 0) + (height - ROW) ** 2 + lonely;
      if (cost < found.cost) found = { cost, from };
    }
    best.push(found);
  }
  const rows: (readonly number[])[] = [];
  for (let end = shapes.length; end > 0; end = best[end]?.from ?? 0)
    rows.unshift(shapes.slice(best[end]?.from ?? 0, end));
  return rows;
}

function inRows(rows: readonly (readonly number[])[]): Grid {
  const heights = rows.map((row) => 1 / sum(row));
  const all = sum(heights);
  const shown = Math.min(HIGHEST, all);
  let y = 0;
  const tiles = rows.flatMap((row, index) => {
    const height = (heights[index] ?? 0) / all;
    const top = y;
    y += height;
    const whole = sum(row);
    let x = 0;
    return row.map((shape) => {
      const width = shape / whole;
      const tile = { x, y: top, width, height };
      x += width;
      return tile;
    });
  });
  return { tiles, ratio: Math.min(WIDEST, 1 / shown) };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
