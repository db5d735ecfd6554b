import type { Population } from "../peer/peer.ts";

export interface Circles {
  readonly users: number;
  /** Members of a conversation. */
  readonly size: number;
  /** Conversations of a person. */
  readonly each: number;
}

/**
 * People in blocks, one of each block in a conversation, shifted against each other from round to round: every person
 * is in exactly `each` conversations of exactly `size` people, in each with others.
 */
export function circles({ users, size, each }: Circles): Population {
  if (users % size !== 0) throw new Error("The circles do not close");
  const perRound = users / size;
  return {
    users,
    conversations: Array.from({ length: perRound * each }, (_, conversation) => {
      const round = Math.floor(conversation / perRound);
      const first = conversation % perRound;
      return Array.from({ length: size }, (_unused, block) => block * perRound + ((first + round * block) % perRound));
    }),
  };
}

/** The numbers `from` … `to` − 1. */
export function people(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}
