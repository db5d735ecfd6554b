import { existsSync, readdirSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { dataIn } from "../home/restoring.ts";
import { DATABASE } from "./manifest.ts";

/** A file that goes into an archive. */
export interface Belonging {
  /** In the archive, and in the folder that is restored to. */
  readonly name: string;
  readonly path: string;
}

/** The settings as they are called in a data folder. */
const SETTINGS = "skein.toml";

/**
 * Everything in a data folder beside the database, which is copied by SQLite: secrets, settings, and whatever else is kept there.
 * @param settings the file that the settings were read from, which need not be in the folder
 */
export function belongingsOf(folder: string, settings: string | undefined): Belonging[] {
  const found = dataIn(folder)
    .filter((name) => !name.startsWith(DATABASE))
    .flatMap((name) => filesAt(folder, join(folder, name)))
    // disks list their files in orders of their own; an archive has one
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const away = settings !== undefined && existsSync(settings) && !found.some(({ name }) => name === SETTINGS);
  return away ? [...found, { name: SETTINGS, path: settings }] : found;
}

function filesAt(folder: string, path: string): Belonging[] {
  // a link is followed: what it leads to may not be there where it is restored to
  const about = statSync(path);
  if (about.isDirectory()) return readdirSync(path).flatMap((name) => filesAt(folder, join(path, name)));
  return about.isFile() ? [{ name: relative(folder, path).split(sep).join("/"), path }] : [];
}

/** Bytes of a file; none where there is no such file. */
export function sizeOf(path: string): number {
  return existsSync(path) ? statSync(path).size : 0;
}
