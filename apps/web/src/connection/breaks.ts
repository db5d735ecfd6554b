import type { LinkEnd } from "@skein/client/lab";

/** Why this page closes a link that it needs no more: nothing broke. */
const ORDERLY: readonly string[] = ["closed", "another way", "signed_out"];
/** A change to a better way is worth telling, and no break either. */
const BETTER = "a better way";

/** Ends of links that people are told of, the latest last. */
export function toldEnds(ends: readonly LinkEnd[]): readonly LinkEnd[] {
  return ends.filter(({ by, reason }) => by === "there" || !ORDERLY.includes(reason));
}

/** Those among them that were breaks. */
export function breaksOf(ends: readonly LinkEnd[]): readonly LinkEnd[] {
  return toldEnds(ends).filter(({ by, reason }) => by === "there" || reason !== BETTER);
}
