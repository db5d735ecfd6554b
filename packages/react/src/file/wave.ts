/** How loud something is from its beginning to its end: bytes, base64 on the wire. */
const BYTES = 100;

/** What is seen of it: bars of 0 to 1, so many as there is room for. */
export function barsOf(wave: string | undefined, count: number): number[] {
  const bytes = bytesOf(wave);
  if (bytes.length === 0) return Array.from({ length: count }, () => 0);
  return resampled(bytes, count).map((level) => level / 255);
}

/**
 * Levels that were measured while it was recorded as they are sent: at most 100 of them, the loudest as high as it goes.
 *
 * @param levels 0 to 1, as many as there are
 */
export function waveOf(levels: readonly number[]): string {
  if (levels.length === 0) return "";
  const few = resampled(levels, Math.min(BYTES, levels.length));
  // what is quiet all along stays quiet
  const loudest = Math.max(0.05, ...few);
  return btoa(String.fromCharCode(...few.map((level) => Math.round((255 * level) / loudest))));
}

function bytesOf(wave: string | undefined): number[] {
  if (wave === undefined) return [];
  try {
    return Array.from(atob(wave), (letter) => letter.charCodeAt(0));
  } catch {
    return [];
  }
}

/** The loudest of each stretch; where there are fewer than wanted, some stand twice. */
function resampled(levels: readonly number[], count: number): number[] {
  return Array.from({ length: count }, (_, at) => {
    const from = Math.floor((at * levels.length) / count);
    const to = Math.max(from + 1, Math.floor(((at + 1) * levels.length) / count));
    return Math.max(...levels.slice(from, to));
  });
}
