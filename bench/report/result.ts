import type { Outcome } from "../run.ts";

/** What one run of one workload found, as it is kept in `results/<workload>.json`. */
export interface Result {
  readonly workload: string;
  readonly at: string;
  readonly machine: string;
  readonly outcomes: readonly Outcome[];
}
