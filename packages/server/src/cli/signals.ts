import type { Log } from "../kit/log.ts";

/** Ended by a second Ctrl-C, as shells tell it: 128 and the number of the signal. */
const AT_ONCE = 130;

/**
 * Resolves at the first SIGINT or SIGTERM; a second one ends the process at once. What nobody caught is logged and ends
 * the process too: after it nothing in memory can be trusted, and what was acknowledged is on disk.
 */
export function untilStopped(log: Log): Promise<void> {
  const crash = (fault: unknown): never => {
    log.fatal({ err: fault }, "a fault that nobody caught; the server ends");
    process.exit(1);
  };
  process.on("uncaughtException", crash);
  process.on("unhandledRejection", crash);
  return new Promise((resolve) => {
    let signals = 0;
    const stop = () => {
      signals += 1;
      if (signals > 1) process.exit(AT_ONCE);
      resolve();
    };
    process.on("SIGINT", stop);
    process.on("SIGTERM", stop);
  });
}
