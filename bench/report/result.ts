import type { Outcome } from "../run.ts";

/** What one run of one workload found, as it is kept in `results/<workload>.json`. */
export interface Result {
  readonly workload: string;
  readonly at: string;
  readonly machine: string;
  /** How many processes wanted a core in the minute before: beside another's work, only ratios say something. */
  readonly load?: number;
  /** How often all peers were run in turns: figures are medians then. Once where absent. */
  readonly rounds?: number;
  readonly outcomes: readonly Outcome[];
}
