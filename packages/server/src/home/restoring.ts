import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

/** Being unpacked: worth nothing yet. */
const PART = "restore-part";
/** Unpacked and found whole: from here on the restore will come to its end, whoever holds the folder next. */
const READY = "restore-ready";
/** What was in the folder before has been moved away. */
const PLACED = "restore-placed";

/** Belong to the process that holds the folder, not to the data; the search index is made from the data. */
const HOLDERS: ReadonlySet<string> = new Set(["lock", "lock-journal", "running.json", "search"]);

/** Names at the top of a data folder that are no data: of the process that holds it, and of restores. */
function isBeside(name: string): boolean {
  return HOLDERS.has(name) || /^(restore-(part|ready|placed)|replaced-\d+)$/.test(name);
}

/** What the folder holds of its own. */
export function dataIn(folder: string): string[] {
  return readdirSync(folder).filter((name) => !isBeside(name));
}

/** An empty place in the folder to unpack into; what an earlier try left is gone. */
export function beginRestore(folder: string): string {
  rmSync(join(folder, PART), { recursive: true, force: true });
  const place = join(folder, PART, "new");
  mkdirSync(place, { recursive: true, mode: 0o700 });
  return place;
}

/**
 * The unpacked files take the place of what is there; that is kept beside them.
 * @returns where it is kept; undefined when nothing was there
 */
export function commitRestore(folder: string): string | undefined {
  step(folder, PART, READY);
  return finishRestore(folder);
}

/**
 * Ends what a killed restore left: each step can be done again after a kill, and nothing of it can be seen by a server, which
 * takes the folder only through here.
 */
export function finishRestore(folder: string): string | undefined {
  if (existsSync(join(folder, READY))) {
    const old = join(folder, READY, "old");
    mkdirSync(old, { recursive: true, mode: 0o700 });
    for (const name of dataIn(folder)) renameSync(join(folder, name), join(old, name));
    step(folder, READY, PLACED);
  }
  if (!existsSync(join(folder, PLACED))) return undefined;
  const [fresh, old] = [join(folder, PLACED, "new"), join(folder, PLACED, "old")];
  for (const name of readdirSync(fresh)) renameSync(join(fresh, name), join(folder, name));
  const kept = existsSync(old) && readdirSync(old).length > 0 ? freeName(folder) : undefined;
  if (kept !== undefined) renameSync(old, kept);
  syncFolder(folder);
  rmSync(join(folder, PLACED), { recursive: true });
  return kept;
}

/** Puts on the disk which names a folder holds. */
export function syncFolder(folder: string): void {
  const descriptor = openSync(folder, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function step(folder: string, from: string, to: string): void {
  renameSync(join(folder, from), join(folder, to));
  syncFolder(folder);
}

function freeName(folder: string): string {
  for (let n = 1; ; n++) {
    const name = join(folder, `replaced-${n}`);
    if (!existsSync(name)) return name;
  }
}
