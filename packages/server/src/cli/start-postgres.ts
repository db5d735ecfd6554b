import type { Config } from "../config.ts";
import { StartFault } from "../kit/start-fault.ts";

interface Cause {
  /** Found in the name, the message or the SQLSTATE of what was thrown. */
  readonly sign: RegExp;
  readonly fault: (place: string, message: string) => StartFault;
}

const cannotUse = (what: string, remedy: string): StartFault => new StartFault("database", what, remedy);

/** What keeps a node from the database of its cluster. The first sign that is found counts. */
const CAUSES: readonly Cause[] = [
  {
    sign: /NewerDatabase/,
    fault: (place, message) =>
      new StartFault("newer", `The database ${place} was used with a newer Skein. Nothing was changed.`, message),
  },
  {
    sign: /UnsuitableDatabase/,
    fault: (place, message) =>
      cannotUse(`The database ${place} cannot hold what Skein keeps: ${message}`, "See docs/operate/README.md."),
  },
  {
    // invalid_password, invalid_authorization_specification
    sign: /^(28P01|28000)$/m,
    fault: (place) =>
      cannotUse(
        `PostgreSQL refuses the login at ${place}.`,
        "Check the user and the password in the setting postgres.",
      ),
  },
  {
    sign: /^3D000$/m,
    fault: (place) =>
      cannotUse(`There is no such database: ${place}.`, "Make it, or check its name in the setting postgres."),
  },
  {
    sign: /^25006$/m,
    fault: (place) =>
      cannotUse(
        `The database ${place} takes no writes: it is a standby, or was set to be read only.`,
        "Give the address of the one that does.",
      ),
  },
  {
    sign: /^42501$/m,
    fault: (place, message) =>
      cannotUse(
        `The login may not do what is needed in the database ${place}: ${message}.`,
        "Make it the owner of that database.",
      ),
  },
  {
    // too many connections; starting up or shutting down
    sign: /^(53300|57P0[0-9])$/m,
    fault: (place, message) => cannotUse(`PostgreSQL at ${place} does not take anybody now: ${message}.`, "Try again."),
  },
  {
    sign: /ERR_POSTGRES_CONNECTION|ConnectionSilent|Failed to connect/,
    fault: (place) =>
      cannotUse(
        `PostgreSQL cannot be reached at ${place}.`,
        "See whether it runs, and whether the setting postgres is right.",
      ),
  },
];

/** The same fault in words for the person who started the node, where it is known and about PostgreSQL. */
export function postgresFault(told: Error, { postgres }: Config): StartFault | undefined {
  if (postgres === undefined) return undefined;
  const fault = told.cause instanceof Error ? told.cause : told;
  const { code = "", errno = "" } = fault as { readonly code?: unknown; readonly errno?: unknown };
  const text = [fault.name, fault.message, code, errno].map(String).join("\n");
  return CAUSES.find(({ sign }) => sign.test(text))?.fault(placeOf(postgres), fault.message);
}

/** Where it is, without who we are there. */
function placeOf(address: string): string {
  const url = URL.parse(address);
  return url ? `${url.host}${url.pathname}` : "that the setting postgres names";
}
