import type { Mark, Sample } from "../measure/curve.ts";
import type { Peer, Population, Target } from "../peer/peer.ts";

/** Named numbers, as they go into the JSON. */
export type Figures = Record<string, number>;

/** One run of a workload against one peer, seen from the generator's process. */
export interface Run {
  readonly peer: Peer;
  readonly target: Target;
  readonly population: Population;
  /** What the peers before found in this workload, by name. */
  readonly earlier: Readonly<Record<string, Figures>>;
  /** A short run on fewer connections: shows that it works, proves nothing. */
  readonly quick: boolean;
}

export interface Report {
  readonly figures: Figures;
  /** Loss, duplicates, disorder, refusals; empty for a run that kept every promise. */
  readonly faults: string[];
  /** How the server fared over time. */
  readonly curve?: { readonly samples: readonly Sample[]; readonly marks: readonly Mark[] };
  /** The largest share of a core that the generator used in any measured stretch: 0…1. */
  readonly generator: number;
}

export interface Column {
  readonly key: string;
  readonly title: string;
  readonly digits: number;
  /** Drawn as bars in the chart. */
  readonly chart?: true;
}

/** Something to reach, judged from the figures of all peers of one run. */
export interface Goal {
  readonly text: string;
  /** Undefined where a peer that it needs was not run. */
  measure(of: (peer: string, key: string) => number | undefined): number | undefined;
  readonly atLeast?: number;
  readonly atMost?: number;
}

export interface Workload {
  readonly name: string;
  readonly about: string;
  /** Names of the peers it is run against, in the order of the report. */
  readonly peers: readonly string[];
  readonly recovery: boolean;
  /** Starts the server anew while it runs. */
  readonly restarts?: true;
  population(quick: boolean): Population;
  generate(run: Run): Promise<Report>;
  readonly columns: readonly Column[];
  readonly goals: readonly Goal[];
}

/** Divides where both numbers are known. */
export function ratio(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined || b === 0 ? undefined : a / b;
}
