import type { PictureSize } from "@skein/client";
import type { FileInfo } from "@skein/protocol";

/** How wide and high a picture is in a talk at most, px. */
export const LARGEST = { width: 340, height: 380 };
const SMALLEST = 120;
/** Narrower or flatter ones are cut off at their edges: they are whole in the viewer. */
const RATIOS = { least: 0.45, most: 2.6 };

export interface Box {
  readonly width: number;
  /** Width by height. */
  readonly ratio: number;
}

/** The room that is kept for a picture before it is there. What is not known to be otherwise is 4 by 3. */
export function boxOf({ width = 4, height = 3 }: Pick<FileInfo, "width" | "height">): Box {
  const ratio = Math.min(RATIOS.most, Math.max(RATIOS.least, width / height));
  const known = width > 4 ? width : LARGEST.width;
  const most = Math.min(LARGEST.width, LARGEST.height * ratio);
  return { width: Math.round(Math.max(Math.min(SMALLEST, most), Math.min(most, known))), ratio };
}

/** Pixels of the longer edge of each smaller copy. */
const EDGES: readonly (readonly [PictureSize, number])[] = [
  ["s", 320],
  ["m", 960],
  ["l", 1920],
];

/** The smallest copy that is sharp on so many px of the screen; undefined: the picture itself. */
export function copyFor(px: number, density: number): PictureSize | undefined {
  return EDGES.find(([, edge]) => edge >= px * density * 0.9)?.[0];
}
