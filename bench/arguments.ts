import { parseArgs } from "node:util";
import { PEERS } from "./peer/table.ts";
import { WORKLOADS, workloadNamed } from "./workload/table.ts";
import type { Workload } from "./workload/workload.ts";

export interface Arguments {
  readonly workloads: readonly Workload[];
  /** Only these peers; undefined: all of each workload. */
  readonly peers: ReadonlySet<string> | undefined;
  readonly quick: boolean;
  /** How often all peers are run, one after the other. */
  readonly rounds: number;
}

export const USAGE = `npm run bench -- [workload …] [--peer name …] [--rounds N] [--quick]

Workloads: ${WORKLOADS.map(({ name }) => name).join(", ")} (all, when none is named)
Peers:     ${PEERS.map(({ name }) => name).join(", ")} (all that a workload compares, when none is named)
--rounds   runs all peers N times, in turns: medians count, which a slow minute of the machine does not move
--quick    a few seconds and fewer connections: shows that it runs

Results are kept when neither --peer nor --quick is given: a figure alone says nothing.`;

/** Reads the command line; undefined where it names what is not there, or asks for no number of rounds from 1 to 9. */
export function readArguments(argv: readonly string[]): Arguments | undefined {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      peer: { type: "string", multiple: true },
      rounds: { type: "string", default: "1" },
      quick: { type: "boolean", default: false },
    },
  });
  const workloads = positionals.length === 0 ? WORKLOADS : positionals.map(workloadNamed);
  const known = workloads.filter((workload) => workload !== undefined);
  const peers = values.peer && new Set(values.peer);
  if (known.length < workloads.length) return undefined;
  if (peers && [...peers].some((name) => !PEERS.some((peer) => peer.name === name))) return undefined;
  if (!/^[1-9]$/.test(values.rounds)) return undefined;
  return { workloads: known, peers, quick: values.quick, rounds: Number(values.rounds) };
}
