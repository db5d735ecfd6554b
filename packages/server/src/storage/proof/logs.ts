import type { DigestedEntry } from "../digest.ts";

/** A conversation as its store tells it: the end of its log, and how many are in it. */
export interface LogHead {
  /** The store's own number of it. */
  readonly num: number;
  readonly id: string;
  readonly seq: number;
  readonly count: number;
  readonly digest: string;
  /** How many members it says it has, and how many there are. */
  readonly size: number;
  readonly members: number;
  /** The seq up to which the log has reached some member. */
  readonly reached: number;
}

/** An entry with the digest that its store keeps with it. */
export interface KeptEntry extends DigestedEntry {
  readonly num: number;
  readonly digest: string;
  /** By what its own digest changed since that was kept: it was taken back. */
  readonly correction: string | null;
}

/**
 * All logs of a store, to be walked through: for proofs, not for people. Guarantees: all reads see one moment; what serves the
 * store meanwhile is not held up.
 */
export interface Logs extends AsyncDisposable {
  /** How many there are, for whoever shows how far a walk has come. */
  totals(): Promise<{ readonly logs: number; readonly entries: number }>;
  /** Conversations after one, ascending by number. */
  headsByNum(after: number, limit: number): Promise<LogHead[]>;
  /** The same ascending by id, in the order of code units. */
  headsById(after: string, limit: number): Promise<LogHead[]>;
  head(id: string): Promise<LogHead | undefined>;
  /** Entries after a place, ascending by conversation and seq; of one conversation alone where `only` names it. */
  entries(after: { readonly num: number; readonly seq: number }, limit: number, only?: number): Promise<KeptEntry[]>;
  /** The digest that is kept at a seq of a log. */
  digestAt(num: number, seq: number): Promise<string | undefined>;
}

/** What is wrong, in words for an operator. */
export interface Finding {
  /** The conversation that it is about. */
  readonly conv: string;
  readonly what: string;
}
