import { expect, test } from "bun:test";
import { albumGrid, type Tile } from "./album-grid.ts";

/** Shapes as cameras and screens make them, and some that nobody makes. */
const SHAPES = [4 / 3, 3 / 4, 16 / 9, 9 / 16, 1, 3 / 2, 0.01, 50, 0, Number.NaN];

function overlap(a: Tile, b: Tile): boolean {
  const near = 1e-9;
  return (
    a.x + a.width > b.x + near &&
    b.x + b.width > a.x + near &&
    a.y + a.height > b.y + near &&
    b.y + b.height > a.y + near
  );
}

test("2 to 30 pictures fill a rectangle, in their order, none over another and none too small", () => {
  for (let count = 2; count <= 30; count += 1) {
    for (let shift = 0; shift < SHAPES.length; shift += 1) {
      const ratios = Array.from({ length: count }, (_, at) => SHAPES[(at * 3 + shift) % SHAPES.length] ?? 1);
      const { tiles, ratio } = albumGrid(ratios);
      expect(tiles).toHaveLength(count);
      const area = tiles.reduce((sum, { width, height }) => sum + width * height, 0);
      expect(area).toBeCloseTo(1, 6);
      expect(ratio).toBeGreaterThan(0.4);
      expect(ratio).toBeLessThan(4);
      for (const [at, tile] of tiles.entries()) {
        expect(tile.width).toBeGreaterThan(0.09);
        for (const other of tiles.slice(at + 1)) expect(overlap(tile, other)).toBe(false);
        const next = tiles[at + 1];
        if (next) expect(next.y > tile.y - 1e-9 || next.x > tile.x).toBe(true);
      }
    }
  }
});

test("two beside each other, a high one beside two others", () => {
  expect(albumGrid([1, 1]).tiles).toEqual([
    { x: 0, y: 0, width: 0.5, height: 1 },
    { x: 0.5, y: 0, width: 0.5, height: 1 },
  ]);
  const [first, second, third] = albumGrid([0.7, 1.5, 1.5]).tiles;
  expect(first).toMatchObject({ x: 0, height: 1 });
  expect([second?.x, third?.x]).toEqual([first?.width, first?.width]);
});
