/**
 * Whether letters are what somebody would type to find a Chinese name: its syllables, beginnings of them, or any mix, from any of its
 * characters on.
 *
 * @param pinyin the syllables with a space between, as the server tells them
 * @example matchesPinyin("zhang wei min", "zwm"), matchesPinyin("zhang wei min", "weim")
 */
export function matchesPinyin(pinyin: string | undefined, letters: string): boolean {
  const wanted = letters.toLowerCase().replaceAll(" ", "");
  if (!pinyin || !/^[a-z0-9]+$/.test(wanted)) return false;
  const syllables = pinyin.split(" ");
  return syllables.some((_, at) => ends(syllables, at, wanted).has(wanted.length));
}

/** How many of the letters can be used up by syllables from this one on. */
function ends(syllables: readonly string[], from: number, wanted: string): ReadonlySet<number> {
  const all = new Set([0]);
  let open = new Set([0]);
  for (let at = from; at < syllables.length && open.size > 0; at++) {
    const next = new Set<number>();
    for (const begun of open) {
      const syllable = syllables[at] ?? "";
      for (let used = 1; used <= syllable.length && syllable[used - 1] === wanted[begun + used - 1]; used++)
        next.add(begun + used);
    }
    for (const end of next) all.add(end);
    open = next;
  }
  return all;
}
