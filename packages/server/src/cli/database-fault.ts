import { SQL } from "bun";
import { StartFault } from "../kit/start-fault.ts";
import { NewerDatabase } from "../storage/newer-database.ts";
import { codeOf } from "../kit/system-error.ts";

/** A place of a store as it may be shown: without the password. */
export function shownPlace(place: string): string {
  return place.replace(/^(\w+:\/\/[^:/@]*):[^@]*@/, "$1:…@");
}

/** What kept a database from being read or filled, as one that people can act on, where it is known; itself otherwise. */
export function databaseFault(fault: unknown, place: string): unknown {
  if (!(fault instanceof Error) || fault instanceof StartFault) return fault;
  const shown = shownPlace(place);
  if (fault instanceof SQL.PostgresError && fault.code.startsWith("ERR_POSTGRES_") && fault.errno === undefined)
    return new StartFault(
      "data",
      `The database ${shown} cannot be reached: ${fault.message}.`,
      "See its address, and whether it runs.",
    );
  const state = fault instanceof SQL.PostgresError ? (fault.errno ?? "") : "";
  if (/^(28|3D|42501)/.test(state))
    return new StartFault(
      "data",
      `The database ${shown} does not let us in: ${fault.message}.`,
      "See its user, password and name.",
    );
  if (state === "42P01" || /no such table/.test(fault.message))
    return new StartFault("data", `There is no store of Skein in ${shown}.`, "Name another place.");
  if (fault.name === "UnsuitableDatabase")
    return new StartFault("data", `The database ${shown} cannot hold a store. ${fault.message}`, "Name another one.");
  if (fault instanceof NewerDatabase)
    return new StartFault("newer", "The database was used with a newer Skein.", fault.message);
  // the one text that a store can hold and PostgreSQL cannot
  if (state === "22021")
    return new StartFault(
      "refused",
      `A text holds what PostgreSQL cannot keep: ${fault.message}.`,
      "Look for U+0000 in it.",
    );
  if (/^(53100|ENOSPC)/.test(`${state}${codeOf(fault)}`))
    return new StartFault("disk", `The disk of ${shown} is full.`, "Make room and go on: nothing is lost.");
  if (/SQLITE_(CORRUPT|NOTADB)|malformed|not a database/i.test(`${codeOf(fault)} ${fault.message}`))
    return new StartFault(
      "corrupt",
      `The database ${shown} is damaged: ${fault.message}.`,
      'See docs/operate/README.md, "A damaged database".',
    );
  if (/^SQLITE_(CANTOPEN|PERM|AUTH|READONLY)/.test(codeOf(fault)))
    return new StartFault(
      "data",
      `The database ${shown} cannot be opened: ${fault.message}.`,
      "See who owns the files there. On a disk that cannot be written to, copy it with its -wal to another first.",
    );
  return fault;
}
