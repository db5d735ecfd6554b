import { existsSync, statSync } from "node:fs";
import { codeOf } from "../../kit/system-error.ts";
import { migrations } from "../../server/store.ts";
import { openToRead } from "../../storage/sqlite/database.ts";
import { bad, good, note, type Finding } from "./finding.ts";

/** Whether SQLite itself finds the file whole, and this version knows its shape. Reads all of it. */
export function databaseOf(file: string): Finding[] {
  if (!existsSync(file)) return [note("There is no database yet; the first start makes it.")];
  const size = `${(statSync(file).size / 1024 ** 2).toFixed(1)} MiB`;
  try {
    using database = openToRead(file);
    database.run("PRAGMA busy_timeout = 5000");
    const problems = database
      .query<{ quick_check: string }, []>("PRAGMA quick_check(5)")
      .all()
      .map((row) => row.quick_check);
    if (problems.join() !== "ok") return [damaged(file, problems.join("; "))];
    const known = new Set(migrations.map(({ id }) => id));
    const newer = database
      .query<{ id: string }, []>("SELECT id FROM migrations")
      .all()
      .filter(({ id }) => !known.has(id));
    if (newer.length > 0)
      return [bad("The database was used with a newer Skein.", "Start that version; this one would touch nothing.")];
    return [good(`The database is whole (${size}).`)];
  } catch (fault) {
    const why = fault instanceof Error ? fault.message : String(fault);
    if (/^SQLITE_(CANTOPEN|PERM|AUTH|READONLY)/.test(codeOf(fault)))
      return [bad(`The database ${file} cannot be opened: ${why}.`, "See who owns the files there, and the disk.")];
    return [damaged(file, why)];
  }
}

function damaged(file: string, why: string): Finding {
  return bad(`The database ${file} is damaged: ${why}.`, 'See docs/operate/README.md, "A damaged database".');
}
