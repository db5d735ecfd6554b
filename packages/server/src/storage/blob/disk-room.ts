import { statfs } from "node:fs/promises";
import { NoRoom } from "./blob.ts";

/** So much is left to what else lies on the disk, mostly the database: a twentieth of it, and no more than this. Bytes */
const RESERVE = 256 * 1024 * 1024;
/** After so many bytes it is looked again how much is free: others write too. */
const LOOK = 1024 * 1024;

/**
 * Says in time that a disk will be full: an upload that took the last byte would take it from the messages of everybody.
 */
export class DiskRoom {
  #left = 0;

  /** @param folder on that disk; it must be there */
  constructor(private readonly folder: string) {}

  /** So many bytes are about to be written. @throws NoRoom */
  async take(bytes: number): Promise<void> {
    this.#left -= bytes;
    if (this.#left >= 0) return;
    const { bavail, blocks, bsize } = await statfs(this.folder);
    const free = bavail * bsize - Math.min(RESERVE, (blocks * bsize) / 20);
    if (free < bytes) throw new NoRoom("what is left of the disk is kept for the database");
    this.#left = Math.min(LOOK, free) - bytes;
  }
}
