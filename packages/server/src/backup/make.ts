import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { Lock } from "../home/lock.ts";
import { syncFolder } from "../home/restoring.ts";
import type { Clock } from "../kit/clock.ts";
import { StartFault } from "../kit/start-fault.ts";
import { VERSION } from "../kit/version.ts";
import { openSnapshot } from "../storage/sqlite/snapshot.ts";
import { ArchiveReader } from "./archive-reader.ts";
import { ArchiveWriter } from "./archive-writer.ts";
import { belongingsOf, sizeOf } from "./belongings.ts";
import { DATABASE, FORMAT, type Manifest } from "./manifest.ts";
import { requireRoom } from "./room.ts";
import type { Stages, Step } from "./step.ts";

/** What is backed up and where to. */
export interface BackupOrder {
  readonly data: string;
  /** The file that the settings were read from, where there was one. */
  readonly settings: string | undefined;
  /** The archive; whatever is there is replaced once the new one is whole. */
  readonly target: string;
}

/** Where the files that people sent lie in a data folder. */
const FILES = "files/";

/** How often it is looked how far SQLite has come, ms. */
const LOOK = 200;

/**
 * Writes one archive with all that a server is, while it runs: the database as it is at one moment, the secrets, the settings, whatever
 * else is in the folder. It appears under its name once it is whole and was read back; until then it is worked on in `<target>.part`.
 */
export async function makeBackup(order: BackupOrder, stages: Stages, clock: Clock): Promise<Manifest> {
  const { data, settings, target } = order;
  const work = `${target}.part`;
  mkdirSync(work, { recursive: true, mode: 0o700 });
  using lock = Lock.take(work);
  if (!lock)
    throw new StartFault("locked", `Another back-up is writing ${target}.`, "Wait for it, or choose another file.");
  try {
    for (const left of [DATABASE, "archive"]) rmSync(join(work, left), { force: true });
    const [database, copy, archive] = [join(data, DATABASE), join(work, DATABASE), join(work, "archive")];
    const size = sizeOf(database) + sizeOf(`${database}-wal`);
    // the copy, and the same once more inside of the archive
    requireRoom(work, 2 * size + belongingsOf(data, settings).reduce((sum, { path }) => sum + sizeOf(path), 0));

    const now = clock.now();
    const store = await copyDatabase(database, copy, stages("Copying the database", size), clock);
    // after the database: what it speaks of is there
    const files = [{ name: DATABASE, path: copy }, ...belongingsOf(data, settings)];
    const bytes = files.reduce((sum, { path }) => sum + sizeOf(path), 0);
    const manifest = pack(archive, files, { format: FORMAT, skein: VERSION, ...store }, now, stages("Packing", bytes));
    readBack(archive, stages("Reading back", bytes));
    renameSync(archive, target);
    syncFolder(dirname(target));
    return manifest;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function copyDatabase(from: string, into: string, step: Step, clock: Clock) {
  await using snapshot = await openSnapshot(from);
  let seen = 0;
  let cancel = (): void => undefined;
  const look = () => {
    cancel = clock.after(LOOK, () => {
      const size = sizeOf(into);
      step(size - seen);
      seen = size;
      look();
    });
  };
  look();
  try {
    const store = await snapshot.copy(into);
    const problems = await snapshot.problems(into);
    if (problems.length > 0)
      throw new StartFault(
        "corrupt",
        `The database ${from} is damaged: ${problems.join("; ")}. No back-up was made.`,
        'See docs/operate/README.md, "A damaged database".',
      );
    return store;
  } finally {
    cancel();
  }
}

function pack(
  archive: string,
  files: readonly { readonly name: string; readonly path: string }[],
  about: Omit<Manifest, "files" | "at">,
  now: number,
  step: Step,
): Manifest {
  using writer = new ArchiveWriter(archive, now);
  // a file that people sent may be cleared away meanwhile: then nothing speaks of it any more
  for (const { name, path } of files) if (!name.startsWith(FILES) || existsSync(path)) writer.add(name, path, step);
  return writer.finish(about);
}

/** @throws DamagedArchive when the disk gives back something else than was written */
function readBack(archive: string, step: Step): void {
  using reader = new ArchiveReader(archive);
  for (const name of Object.keys(reader.manifest.files)) reader.read(name, () => undefined, step);
}
