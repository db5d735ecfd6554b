import { SQL } from "bun";
import { Refusal } from "../../kit/refusal.ts";

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

/** A value that its column cannot hold: of all that is in the batch, one write is at fault. */
export const isUnfit = (fault: unknown): boolean => stateOf(fault)?.startsWith("22") ?? false;

/** The session may only read: of a standby, or of a database that was set so when the session began. */
export const isReadOnly = (fault: unknown): boolean => stateOf(fault) === "25006";

/** The way to the database was silent for too long. */
export class ConnectionSilent extends Error {
  override readonly name = "ConnectionSilent";
}

/** Connections that broke or came to nothing, as Bun names them. */
const BROKEN = /^ERR_POSTGRES_.*(CONNECTION|TIMEOUT)/;
/** Connection exceptions; too many connections; a statement that took too long; shutting down, crashed, starting up. */
const AWAY = /^(08...|53300|57014|57P0.)$/;

/** The database does not answer now. Whoever asked may ask again later; what was wrong is the `cause`. */
class DatabaseAway extends Refusal {
  constructor(cause: unknown) {
    super("unavailable", { message: "The database does not answer now.", after: 2_000 });
    this.cause = cause;
  }
}

/** The same fault, as a {@link DatabaseAway} where it is one. */
export function asAway(fault: unknown): unknown {
  const state = stateOf(fault);
  const away =
    state === undefined
      ? fault instanceof ConnectionSilent || (fault instanceof SQL.PostgresError && BROKEN.test(fault.code))
      : AWAY.test(state);
  return away ? new DatabaseAway(fault) : fault;
}
