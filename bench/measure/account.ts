import { readdirSync, readFileSync } from "node:fs";

/** Ticks of /proc/<pid>/stat a second: USER_HZ, which Linux fixes at 100 on every architecture that Bun runs on. */
const TICKS = 100;

/** The processes of a system by what they are (`nodes`, `postgres`, …). Children are counted with their parents. */
export type System = Readonly<Record<string, readonly number[]>>;

interface Stat {
  readonly parent: number;
  /** CPU seconds of its own, all threads, user + system. */
  readonly own: number;
  /** Those of its children that ended. */
  readonly ended: number;
}

/** A process by the kernel's own accounting (resolution 10 ms); undefined for one that is no more. */
function statOf(pid: number): Stat | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    return undefined;
  }
  // The command's name may hold spaces and brackets; what follows the last bracket is numbered from field 3.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const seconds = (first: number) => (Number(fields[first]) + Number(fields[first + 1])) / TICKS;
  return { parent: Number(fields[1]), own: seconds(11), ended: seconds(13) };
}

/** CPU seconds that each part of a system has used so far: its processes with their children, those that ended included. */
export function cpuSeconds(system: System): Map<string, number> {
  const pids = readdirSync("/proc").map(Number).filter(Number.isInteger);
  const stats = new Map(pids.map((pid) => [pid, statOf(pid)]));
  const used = (root: number): number => {
    const children = [...stats.values()].filter((stat) => stat?.parent === root);
    const stat = stats.get(root);
    if (!stat) throw new Error(`Process ${root} of the system under test is gone`);
    return children.reduce((sum, child) => sum + (child?.own ?? 0), stat.own + stat.ended);
  };
  return new Map(
    Object.entries(system).map(([part, roots]) => [part, roots.reduce((sum, root) => sum + used(root), 0)]),
  );
}

/** Resident bytes of a process, shared pages included. Kernel memory of its sockets is in no process and not counted. */
export function residentBytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kilobytes) * 1024;
}

/** Those of all processes of a system and their children that are there now. */
export function residentOf(system: System): number {
  const roots = new Set(Object.values(system).flat());
  const pids = readdirSync("/proc").map(Number).filter(Number.isInteger);
  let sum = 0;
  for (const pid of pids) {
    if (!roots.has(pid) && !roots.has(statOf(pid)?.parent ?? 0)) continue;
    try {
      sum += residentBytes(pid) || 0;
    } catch {
      // it ended just now
    }
  }
  return sum;
}

export interface Usage {
  readonly seconds: number;
  /** CPU seconds of the system under test within that time: all its processes, all threads. */
  readonly server: number;
  /** The same by part. */
  readonly parts: Readonly<Record<string, number>>;
  /** Share of the wall time that the generator was on a core: 0…1. */
  readonly generator: number;
}

/** Watches what a stretch of time costs the system under test and the generator (this process). */
export class Account {
  readonly #system: System;
  readonly #began = performance.now();
  readonly #before: ReadonlyMap<string, number>;
  readonly #own: number;

  constructor(system: System) {
    this.#system = system;
    this.#before = cpuSeconds(this.#system);
    this.#own = ownSeconds();
  }

  read(): Usage {
    const seconds = (performance.now() - this.#began) / 1000;
    const parts = [...cpuSeconds(this.#system)].map(
      ([part, now]) => [part, now - (this.#before.get(part) ?? 0)] as const,
    );
    return {
      seconds,
      server: parts.reduce((sum, [, used]) => sum + used, 0),
      parts: Object.fromEntries(parts),
      generator: (ownSeconds() - this.#own) / seconds,
    };
  }
}

function ownSeconds(): number {
  return statOf(process.pid)?.own ?? 0;
}
