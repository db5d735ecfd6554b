/** Where a finger that holds the microphone has gone. */
export type Slide = "hold" | "cancel" | "lock";

/** So far to the side, or up, px. */
const ASIDE = 90;
const UP = 70;

/**
 * What letting go would mean now.
 *
 * @param x towards the beginning of the line, px
 * @param y upwards, px
 */
export function slideOf(x: number, y: number): Slide {
  if (y >= UP && y > x) return "lock";
  return x >= ASIDE ? "cancel" : "hold";
}
