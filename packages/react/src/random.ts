import { AVATAR_COLORS } from "@skein/protocol";

/** A colour to begin with, so that not every new thing looks alike. Chance is asked for in this file only. */
export function randomColor(): number {
  return Math.floor(Math.random() * AVATAR_COLORS);
}

/** An id that nobody else has made. */
export function randomId(): string {
  // no `randomUUID`: it is missing where a page came without TLS
  return Math.floor(Math.random() * 36 ** 10).toString(36);
}
