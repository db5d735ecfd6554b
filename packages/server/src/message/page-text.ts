import { BETWEEN } from "../storage/entry-fields.ts";

/**
 * The entries of a page without the first `skipped`, with more fields at the end of some. Few have any: what is between those is passed
 * on as it is.
 *
 * @param lines entries as a store gives them, with {@link BETWEEN} between them
 * @param first seq of the first of them
 * @param additions by seq, `,"name":value` as JSON text; those of entries that are not there are left out
 */
export function pageText(
  lines: string,
  first: number,
  skipped: number,
  additions: ReadonlyMap<number, string>,
): string {
  let begin = 0;
  let at = first;
  /** Goes to where an entry begins; false where there is none. */
  const goTo = (seq: number): boolean => {
    for (; at < seq; at++) {
      const end = lines.indexOf(BETWEEN, begin);
      if (end < 0) return false;
      begin = end + BETWEEN.length;
    }
    return true;
  };
  if (!goTo(first + skipped)) return "";
  let text = "";
  let done = begin;
  for (const [seq, addition] of [...additions].sort(([a], [b]) => a - b)) {
    if (seq < first + skipped || !goTo(seq)) continue;
    const end = lines.indexOf(BETWEEN, begin);
    const upTo = end < 0 ? lines.length : end;
    text += lines.slice(done, upTo) + addition;
    done = upTo;
  }
  return text + lines.slice(done);
}
