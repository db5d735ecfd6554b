import { AVATAR_COLORS } from "@skein/protocol";

/** A colour to begin with, so that not every new thing looks alike. Chance is asked for here only. */
export function randomColor(): number {
  return Math.floor(Math.random() * AVATAR_COLORS);
}
