import { readFileSync } from "node:fs";

/** Ticks of /proc/<pid>/stat a second: USER_HZ, which Linux fixes at 100 on every architecture that Bun runs on. */
const TICKS = 100;

/**
 * CPU seconds that a process, all its threads together, has used so far by the kernel's own accounting
 * (user + system, resolution 10 ms).
 */
function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The command's name may hold spaces and brackets; what follows the last bracket is numbered from field 3.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

/** Resident bytes of a process, shared pages included. Kernel memory of its sockets is in no process and not counted. */
export function residentBytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kilobytes) * 1024;
}

export interface Usage {
  readonly seconds: number;
  /** CPU seconds of the server under test within that time, all threads. */
  readonly server: number;
  /** Share of the wall time that the generator was on a core: 0…1. */
  readonly generator: number;
}

/** Watches what a stretch of time costs the server and the generator (this process). */
export class Account {
  readonly #pid: number;
  readonly #began = performance.now();
  readonly #server: number;
  readonly #own: number;

  constructor(pid: number) {
    this.#pid = pid;
    this.#server = cpuSeconds(pid);
    this.#own = cpuSeconds(process.pid);
  }

  read(): Usage {
    const seconds = (performance.now() - this.#began) / 1000;
    return {
      seconds,
      server: cpuSeconds(this.#pid) - this.#server,
      generator: (cpuSeconds(process.pid) - this.#own) / seconds,
    };
  }
}
