import { accessSync, constants, statfsSync } from "node:fs";
import { explain } from "./failure.mjs";

const MEGABYTE = 1_000_000;

/**
 * Refuses to begin what would fail half-way. Asked for before npm runs: where a package that may be missing does not
 * fit on the disk, npm reports success and leaves a truncated program behind.
 * @param {string} doing for example "Installing packages"
 * @param {string} folder that is about to be written
 * @param {number} megabytes that will be needed there
 */
export function requireRoom(doing, folder, megabytes) {
  try {
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw explain(doing, error instanceof Error ? error.message : String(error));
  }
  const { bavail, bsize } = statfsSync(folder);
  const free = Math.floor((bavail * bsize) / MEGABYTE);
  if (free < megabytes) throw explain(doing, `ENOSPC: ${megabytes} MB are needed in ${folder}, ${free} MB are free.`);
}
