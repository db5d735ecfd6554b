import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { syncFolder } from "../home/restoring.ts";
import type { Migration } from "../storage/migration.ts";
import { renewEpoch, requireKnown } from "../storage/sqlite/epoch.ts";
import { openSnapshot } from "../storage/sqlite/snapshot.ts";
import { ArchiveReader, DamagedArchive } from "./archive-reader.ts";
import { DATABASE, type Manifest } from "./manifest.ts";
import { requireRoom } from "./room.ts";
import type { Stages, Step } from "./step.ts";

/** What the restored store is to be, and what it may have been. */
interface Identity {
  /** The new one. */
  readonly epoch: string;
  /** All steps that this version knows. */
  readonly migrations: readonly Migration[];
}

/**
 * Puts what is in an archive into an empty folder, compares it with what was written, lets SQLite look at the database, and gives
 * the store another identity: devices that were further than the archive must read anew, not resume into another history.
 *
 * @throws DamagedArchive
 * @throws NewerDatabase when it was made by a version that is newer than this one
 */
export async function unpack(archive: string, into: string, identity: Identity, stages: Stages): Promise<Manifest> {
  using reader = new ArchiveReader(archive);
  const { manifest } = reader;
  const bytes = Object.values(manifest.files).reduce((sum, note) => sum + note.bytes, 0);
  requireRoom(into, bytes);
  const step = stages("Unpacking", bytes);
  for (const name of Object.keys(manifest.files)) unpackFile(reader, name, join(into, name), step);
  const database = join(into, DATABASE);
  const problems = await problemsOf(database);
  if (problems.length > 0) throw new DamagedArchive(`SQLite finds its database damaged: ${problems.join("; ")}.`);
  requireKnown(database, identity.migrations);
  renewEpoch(database, identity.epoch);
  syncFolder(into);
  return manifest;
}

function unpackFile(reader: ArchiveReader, name: string, path: string, step: Step): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const descriptor = openSync(path, "wx", 0o600);
  try {
    const write = (part: Buffer) => {
      for (let done = 0; done < part.length; ) done += writeSync(descriptor, part, done);
    };
    reader.read(name, write, step);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  chmodSync(path, 0o600);
}

async function problemsOf(database: string): Promise<readonly string[]> {
  await using snapshot = await openSnapshot(database);
  return await snapshot.problems(database);
}
