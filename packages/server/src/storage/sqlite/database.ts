import { constants, Database } from "bun:sqlite";
import { existsSync, statSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { codeOf } from "../../kit/system-error.ts";

export interface DatabaseSetting {
  readonly file: string;
  /** `FULL`: a commit is on disk. `OFF` only for tests that do not crash. */
  readonly synchronous: "FULL" | "OFF";
}

/** Opens one connection with the settings that all of them share. */
export function openDatabase(setting: DatabaseSetting, readonly: boolean): Database {
  const database = readonly ? openToRead(setting.file) : new Database(setting.file, { create: true, readwrite: true });
  database.run("PRAGMA busy_timeout = 5000");
  if (!readonly) {
    database.run("PRAGMA journal_mode = WAL");
    database.run(`PRAGMA synchronous = ${setting.synchronous}`);
    // fewer, larger checkpoints: each is a pause of the one writer
    database.run("PRAGMA wal_autocheckpoint = 4000");
  }
  database.run("PRAGMA cache_size = -65536");
  database.run("PRAGMA temp_store = MEMORY");
  return database;
}

/**
 * Opens a database that is only read. SQLite wants to make its index beside the file; where it cannot (a disk that is mounted read-only,
 * somebody else's folder), the file is read as it lies, unless a log of writes lies beside it: what was said last would be missing.
 */
export function openToRead(file: string): Database {
  const database = new Database(file, { readonly: true });
  try {
    database.query("PRAGMA schema_version").get();
    return database;
  } catch (fault) {
    database.close();
    if (codeOf(fault) !== "SQLITE_CANTOPEN" || hasWrites(`${file}-wal`)) throw fault;
    return new Database(
      `${pathToFileURL(file).href}?immutable=1`,
      constants.SQLITE_OPEN_READONLY | constants.SQLITE_OPEN_URI,
    );
  }
}

const hasWrites = (log: string): boolean => existsSync(log) && statSync(log).size > 0;
