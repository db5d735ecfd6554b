import { fold, foldMapped } from "./fold.ts";
import type { Term } from "./tokens.ts";

/** From where to where something was found, in UTF-16 units. */
export type Mark = readonly [from: number, to: number];

/** Whether a folded text ({@link fold}) holds all that is looked for. What has no terms finds nothing. */
export function holds(folded: string, terms: readonly Term[]): boolean {
  return terms.length > 0 && terms.every((term) => folded.includes(term.text));
}

/** Whether a text holds all that is looked for. */
export function matches(text: string, terms: readonly Term[]): boolean {
  return holds(fold(text), terms);
}

/** As many places are told of one text. */
const MARKS = 100;

/**
 * Where a text holds what is looked for: ascending, joined where they touch or overlap; undefined where it does not hold all of it.
 *
 * @example marksIn("Hello, 世界", termsOf("界 he")) // [[0, 2], [8, 9]]
 */
export function marksIn(text: string, terms: readonly Term[]): Mark[] | undefined {
  const folded = foldMapped(text);
  if (!holds(folded.text, terms)) return undefined;
  const found: Mark[] = [];
  for (const { text: wanted } of terms) {
    const skip = wanted.startsWith(" ") ? 1 : 0;
    let at = folded.text.indexOf(wanted);
    for (let count = 0; at >= 0 && count < MARKS; count++) {
      const end = at + wanted.length - 1;
      found.push([folded.from[at + skip] ?? 0, folded.to[end] ?? 0]);
      at = folded.text.indexOf(wanted, at + 1);
    }
  }
  return joined(found.sort((a, b) => a[0] - b[0] || a[1] - b[1])).slice(0, MARKS);
}

function joined(marks: readonly Mark[]): Mark[] {
  const sum: Mark[] = [];
  for (const mark of marks) {
    const last = sum.at(-1);
    if (last && mark[0] <= last[1]) sum[sum.length - 1] = [last[0], Math.max(last[1], mark[1])];
    else sum.push(mark);
  }
  return sum;
}
