import { cluster } from "./cluster.ts";
import { direct } from "./direct.ts";
import { fanout } from "./fanout.ts";
import { group } from "./group.ts";
import { history } from "./history.ts";
import { large } from "./large.ts";
import { idle } from "./idle.ts";
import { idle4 } from "./idle4.ts";
import { poll } from "./poll.ts";
import { restart } from "./restart.ts";
import { search } from "./search.ts";
import { storm } from "./storm.ts";
import { sync } from "./sync.ts";
import type { Workload } from "./workload.ts";

/** All workloads, in the order of the report. */
export const WORKLOADS: readonly Workload[] = [
  direct,
  group,
  idle,
  storm,
  restart,
  sync,
  history,
  search,
  large,
  cluster,
  fanout,
  idle4,
  poll,
];

export function workloadNamed(name: string): Workload | undefined {
  return WORKLOADS.find((workload) => workload.name === name);
}
