import { DamagedArchive } from "../backup/archive-reader.ts";
import { StartFault } from "../kit/start-fault.ts";
import { NewerDatabase } from "../storage/newer-database.ts";
import { codeOf } from "../kit/system-error.ts";

/** What kept a back-up from being made or put back, as one that people can act on, where it is known; itself otherwise. */
export function backupFault(fault: unknown, file: string): unknown {
  if (!(fault instanceof Error) || fault instanceof StartFault) return fault;
  if (fault instanceof DamagedArchive)
    return new StartFault("corrupt", `The back-up ${file} cannot be used. ${fault.message}`, "Take another one.");
  if (fault instanceof NewerDatabase)
    return new StartFault(
      "newer",
      `The back-up ${file} was made by a newer Skein. ${fault.message}`,
      "Restore it with that version.",
    );
  const text = `${codeOf(fault)} ${fault.message}`;
  if (/ENOSPC|SQLITE_FULL|disk is full|EDQUOT/.test(text))
    return new StartFault(
      "disk",
      "The disk became full. Nothing is left of what was begun.",
      "Make room and try again.",
    );
  if (/SQLITE_(CORRUPT|NOTADB)|malformed|not a database/i.test(text))
    return new StartFault(
      "corrupt",
      `A database is damaged: ${fault.message}.`,
      'See docs/operate/README.md, "A damaged database".',
    );
  if (/^(EACCES|EPERM|EROFS|ENOENT|EISDIR|ENOTDIR|EIO) /.test(text))
    return new StartFault("data", `${file} cannot be used: ${fault.message}.`, "See who owns the files, and the disk.");
  return fault;
}
