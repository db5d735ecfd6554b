import { openDatabase, type DatabaseSetting } from "./database.ts";
import type { OpenedStore } from "./engine.ts";

/** Copies a store while others write to it, and looks whether a copy is whole. */
export interface CopierEngine {
  /** Writes all that is committed by now into a new file, and says which store it is and how far it had come. */
  copy(into: string): OpenedStore;
  /** What SQLite finds wrong with a file, five things at most; nothing when it is whole. */
  problems(file: string): string[];
  close(): void;
}

/**
 * The copy is one long read: in WAL mode it stands beside the writer, who waits for nothing; the log only grows meanwhile, since
 * what the read still sees cannot be folded into the file.
 */
export function openCopier(setting: DatabaseSetting): CopierEngine {
  const database = openDatabase(setting, true);
  return {
    copy(into) {
      database.run("VACUUM INTO ?", [into]);
      using made = openDatabase({ ...setting, file: into }, true);
      const store = made.query<OpenedStore, []>("SELECT epoch, pos FROM store").get();
      if (!store) throw new Error("the store has no identity");
      return store;
    },
    problems(file) {
      using made = openDatabase({ ...setting, file }, true);
      const rows = made.query<{ integrity_check: string }, []>("PRAGMA integrity_check(5)").all();
      return rows.map((row) => row.integrity_check).filter((line) => line !== "ok");
    },
    close: () => {
      database.close();
    },
  };
}
