import type { Clock } from "../kit/clock.ts";
import type { Log } from "../kit/log.ts";

/** Ended by a second Ctrl-C, as shells tell it: 128 and the number of the signal. */
const AT_ONCE = 130;

/** A signal this soon after the first is its echo: a terminal or systemd sends it to all processes, and our parent passes it on. */
const ECHO = 300;

/** The part of the process that is needed here. */
export interface Signalled {
  on(event: string, heard: (fault?: unknown) => void): unknown;
  exit(code: number): void;
}

/**
 * Resolves at the first SIGINT, SIGTERM or SIGHUP; a second one ends the process at once. What nobody caught is logged
 * and ends the process too: after it nothing in memory can be trusted, and what was acknowledged is on disk.
 */
export function untilStopped(process: Signalled, log: Log, clock: Clock): Promise<void> {
  const crash = (fault: unknown) => {
    log.fatal({ err: fault }, "a fault that nobody caught; the server ends");
    process.exit(1);
  };
  process.on("uncaughtException", crash);
  process.on("unhandledRejection", crash);
  return new Promise((resolve) => {
    let first: number | undefined;
    const stop = () => {
      const now = clock.now();
      if (first === undefined) {
        first = now;
        resolve();
      } else if (Math.abs(now - first) >= ECHO) {
        process.exit(AT_ONCE);
      }
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, stop);
  });
}
