/** Whoever asks to be left alone for longer is asked again all the same, ms. */
const LONGEST = 300_000;

/** For how long an answer asks to be left alone, by its body or its header, ms; 0 where it does not. */
export async function restOf(response: Response): Promise<number> {
  const seconds = Number(response.headers.get("retry-after")) || 0;
  let after: unknown;
  try {
    ({ after } = (await response.json()) as { readonly after?: unknown });
  } catch {
    // whatever stands in between answers in its own words
  }
  return Math.min(LONGEST, typeof after === "number" ? after : 1_000 * seconds);
}
