import { existsSync, readdirSync, readFileSync } from "node:fs";
import { VERSION } from "../kit/version.ts";
import type { Meters } from "./meters.ts";
import type { MetricRow } from "./row.ts";

/** The process itself, under the names that every Prometheus client gives them, and what was built. */
export const PROCESS: readonly MetricRow<{ readonly meters: Meters }>[] = [
  {
    type: "gauge",
    name: "skein_build_info",
    help: "Always 1; the labels say what runs.",
    labels: ["version", "bun"],
    read: () => [[[VERSION, Bun.version], 1]],
  },
  {
    type: "counter",
    name: "process_cpu_seconds_total",
    help: "Seconds of CPU that the process has used, all threads.",
    read() {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1e6;
    },
  },
  {
    type: "gauge",
    name: "process_resident_memory_bytes",
    help: "Memory of the process that is in RAM.",
    read: () => process.memoryUsage.rss(),
  },
  {
    type: "gauge",
    name: "process_open_fds",
    help: "Files that are open; a connection is one.",
    read: () => (existsSync(FILES) ? readdirSync(FILES).length : undefined),
  },
  {
    type: "gauge",
    name: "process_max_fds",
    help: "Files that may be open.",
    read: mostFiles,
  },
  {
    type: "gauge",
    name: "process_start_time_seconds",
    help: "When the process began to serve, seconds since 1970.",
    read: ({ meters }) => meters.started / 1000,
  },
  {
    type: "histogram",
    name: "skein_event_loop_lag_seconds",
    help: "How much later than asked the event loop calls, looked at four times a second.",
    read: ({ meters }) => meters.lag.seconds,
  },
];

const FILES = "/proc/self/fd";
const LIMITS = "/proc/self/limits";

function mostFiles(): number | undefined {
  if (!existsSync(LIMITS)) return undefined;
  const found = /Max open files\s+(\d+)/.exec(readFileSync(LIMITS, "utf8"))?.[1];
  return found === undefined ? undefined : Number(found);
}
