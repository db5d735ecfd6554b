import pino from "pino";

/** Structured log. Never give it the content of a message, a token or a password. */
export type Log = pino.Logger;

export type LogLevel = "debug" | "info" | "warn" | "error" | "silent";

/** Lines of JSON on stderr: stdout belongs to what a person asked for. A destination, no transport thread: those fail in one executable. */
export function createLog(level: LogLevel, to: { write(line: string): void } = stderr()): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, to);
}

function stderr() {
  return pino.destination({ dest: 2, sync: true });
}
