import type { Entry, Fold } from "@skein/protocol";
import type { Done } from "./operations.ts";

/** How a poll stands: a number for each option, how many people voted, and what one chose oneself. */
export type Poll = NonNullable<Fold["poll"]>;

const NONE: Poll = { counts: [], voters: 0 };

/** What votes make of a poll. */
export const pollFolds = {
  "poll.voted": (fold: Fold, { from, body }: Done<"poll.voted">, me: string): Fold => {
    const poll = fold.poll ?? NONE;
    // of one's own that are still on their way it is not known yet what stood before: it is what is shown
    const was = from === me ? (poll.mine ?? []) : body.was;
    const { choices } = body;
    const voters = poll.voters + Number(choices.length > 0) - Number(was.length > 0);
    return {
      ...fold,
      poll: { ...poll, counts: moved(poll.counts, was, choices), voters, ...(from === me && { mine: choices }) },
    };
  },
  "poll.counted": (fold: Fold, { body }: Done<"poll.counted">): Fold => ({
    ...fold,
    poll: { ...(fold.poll ?? NONE), counts: body.counts, voters: body.voters },
  }),
  "poll.closed": (fold: Fold, { from, at }: Done<"poll.closed">): Fold => ({
    ...fold,
    poll: { ...(fold.poll ?? NONE), closed: { by: from, at } },
  }),
};

function moved(counts: readonly number[], was: readonly number[], now: readonly number[]): number[] {
  const next = Array.from(
    { length: Math.max(counts.length, ...was.map(after), ...now.map(after)) },
    (_, at) => counts[at] ?? 0,
  );
  for (const choice of was) next[choice] = Math.max(0, (next[choice] ?? 0) - 1);
  for (const choice of now) next[choice] = (next[choice] ?? 0) + 1;
  return next;
}

function after(choice: number): number {
  return choice + 1;
}

/** A poll after one's own vote on it, of which others hear the sums alone. */
export function withChoice(entry: Entry, seq: number, mine: number[]): Entry {
  if (entry.seq !== seq || entry.kind !== "poll" || Object.keys(entry.body).length === 0) return entry;
  const { fold = { upto: 0 } } = entry;
  return { ...entry, fold: { ...fold, poll: { ...(fold.poll ?? NONE), mine } } };
}
