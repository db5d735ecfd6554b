/** Whoever asks again gets the same answer. */
export function once(run: () => Promise<void>): () => Promise<void> {
  let answer: Promise<void> | undefined;
  return () => (answer ??= run());
}
