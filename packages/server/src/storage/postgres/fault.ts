import { SQL } from "bun";

/** SQLSTATEs after which a batch is worth another try: nothing of it was kept. */
const PASSING: ReadonlySet<string> = new Set(["40001", "40P01"]);

/** The server's own code for what went wrong; undefined when it said nothing, because the connection broke, say. */
function stateOf(fault: unknown): string | undefined {
  return fault instanceof SQL.PostgresError ? fault.errno : undefined;
}

/** Two batches met in an order that cannot be. */
export const isPassing = (fault: unknown): boolean => PASSING.has(stateOf(fault) ?? "");

/** Somebody holds a lock for longer than anybody should. */
export const isLockTimeout = (fault: unknown): boolean => stateOf(fault) === "55P03";

/** The session may only read: of a standby, or of a database that was set so when the session began. */
export const isReadOnly = (fault: unknown): boolean => stateOf(fault) === "25006";
