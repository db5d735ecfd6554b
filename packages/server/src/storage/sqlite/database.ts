import { Database } from "bun:sqlite";

export interface DatabaseSetting {
  readonly file: string;
  /** `FULL`: a commit is on disk. `OFF` only for tests that do not crash. */
  readonly synchronous: "FULL" | "OFF";
}

/** Opens one connection with the settings that all of them share. */
export function openDatabase(setting: DatabaseSetting, readonly: boolean): Database {
  const database = new Database(setting.file, readonly ? { readonly: true } : { create: true, readwrite: true });
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
