export interface Edit {
  /** The stretch of the text that is replaced, and by what. */
  readonly from: number;
  readonly to: number;
  readonly insert: string;
  /** What is selected afterwards. */
  readonly select: readonly [number, number];
}

/**
 * Puts a marker around what is selected, or takes it away where it is already. Spaces at the ends stay outside, as
 * a marker beside a space is none.
 *
 * @example markedUp("say it", 4, 6, "**") // replaces "it" by "**it**"
 */
export function markedUp(text: string, start: number, end: number, marker: string): Edit {
  const chosen = text.slice(start, end);
  const from = start + (chosen.length - chosen.trimStart().length);
  const to = Math.max(from, end - (chosen.length - chosen.trimEnd().length));
  const words = text.slice(from, to);
  const size = marker.length;
  if (hasMarker(text, from, to, marker)) {
    return { from: from - size, to: to + size, insert: words, select: [from - size, to - size] };
  }
  return { from, to, insert: marker + words + marker, select: [from + size, to + size] };
}

/** Whether just this marker stands around: two stars are not one star twice. */
function hasMarker(text: string, from: number, to: number, marker: string): boolean {
  const stars = (run: string | undefined): number => run?.length ?? 0;
  const before = stars(/\**$/.exec(text.slice(0, from))?.[0]);
  const after = stars(/^\**/.exec(text.slice(to))?.[0]);
  const around = Math.min(before, after);
  return marker === "*" ? around === 1 || around === 3 : around >= 2;
}
