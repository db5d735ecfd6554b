import { statfsSync } from "node:fs";
import type { Config } from "../config.ts";
import { StartFault } from "../kit/start-fault.ts";
import { codeOf } from "../kit/system-error.ts";
import { postgresFault } from "./start-postgres.ts";

interface Cause {
  /** Found in the name, the code or the message of what was thrown. */
  readonly sign: RegExp;
  readonly fault: (config: Config, message: string) => StartFault;
}

/** Bytes that SQLite needs to open a database: its log and its shared index. */
const ROOM_TO_OPEN = 262_144;

function roomLeft(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

function diskFull({ data }: Config): StartFault {
  return new StartFault(
    "disk",
    `The disk is full; the database in ${data} could not be opened.`,
    "Make room and start again: nothing is lost.",
  );
}

/** What keeps a server from starting, in words for the person who started it. The first sign that is found counts. */
const CAUSES: readonly Cause[] = [
  {
    sign: /EADDRINUSE|in use/i,
    fault: ({ host, port }) =>
      new StartFault(
        "port",
        `Port ${port} of ${host} is in use by another program.`,
        "Stop that one, or choose another port with --port.",
      ),
  },
  {
    sign: /EADDRNOTAVAIL|ENOTFOUND|EAFNOSUPPORT|Failed to listen/i,
    fault: ({ host, port }) =>
      new StartFault(
        "port",
        `This machine cannot listen on ${host}, port ${port}.`,
        "Choose an address of this machine with --host.",
      ),
  },
  {
    sign: /NewerDatabase/,
    fault: ({ data }, message) =>
      new StartFault("newer", `The database in ${data} was used with a newer Skein. Nothing was changed.`, message),
  },
  {
    sign: /HalfMoved/,
    fault: (_config, message) =>
      new StartFault("data", "The database holds a store that is not all there: it is being moved into it.", message),
  },
  {
    sign: /SQLITE_FULL|ENOSPC|disk is full/i,
    fault: diskFull,
  },
  {
    sign: /SQLITE_(CORRUPT|NOTADB)|malformed|not a database/i,
    fault: ({ data }) =>
      new StartFault(
        "corrupt",
        `The database ${data}/skein.db is damaged.`,
        'Stop here and keep a copy of the folder. Put the last back-up in place, or see docs/operate/README.md, "A damaged database".',
      ),
  },
  {
    sign: /SQLITE_(CANTOPEN|READONLY|PERM|IOERR)|I\/O error|readonly database|unable to open database/i,
    // SQLite tells of a full disk also as an I/O error, where it maps a file into memory
    fault: (config, message) =>
      roomLeft(config.data) < ROOM_TO_OPEN
        ? diskFull(config)
        : new StartFault(
            "data",
            `The database in ${config.data} cannot be opened: ${message}.`,
            "See who owns the files there and whether the disk can be written to.",
          ),
  },
  { sign: /^hostAuth/, fault: (_config, message) => new StartFault("config", message, "See docs/operate/config.md.") },
];

/** The same fault as one that people can act on, where it is known; itself otherwise. */
export function startFault(fault: unknown, config: Config): unknown {
  if (!(fault instanceof Error) || fault instanceof StartFault) return fault;
  const shared = postgresFault(fault, config);
  if (shared) return shared;
  const text = `${fault.message}\n${fault.name}\n${codeOf(fault)}`;
  const cause = CAUSES.find(({ sign }) => sign.test(text));
  // a port below 1024 is the system's; everywhere else EACCES is about files, which the folder's own check has told
  if (!cause && /EACCES/.test(text))
    return new StartFault(
      "port",
      `Port ${config.port} may only be used by the system.`,
      "Choose one above 1023 with --port.",
    );
  return cause ? cause.fault(config, fault.message) : fault;
}
