import type { Outcome } from "../run.ts";

/**
 * What a peer did in several rounds, as one: the median of each figure, every fault, the busiest generator, the last curve. A machine
 * that is shared has fast and slow minutes, which are the rounds' and not the peer's.
 */
export function together(rounds: readonly Outcome[]): Outcome | undefined {
  const last = rounds.at(-1);
  if (!last) return undefined;
  const keys = new Set(rounds.flatMap(({ figures }) => Object.keys(figures)));
  const figures = Object.fromEntries(
    [...keys].map((key) => [key, median(rounds.flatMap((round) => round.figures[key] ?? []))]),
  );
  const generator = Math.max(...rounds.map((round) => round.generator));
  return { ...last, figures, generator, faults: [...new Set(rounds.flatMap(({ faults }) => faults))] };
}

/** Of an even number the mean of the two in the middle. */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = 0, high = 0] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}
