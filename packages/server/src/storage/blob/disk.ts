import { access, constants, type FileHandle, mkdir, open, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { codeOf } from "../../kit/system-error.ts";
import { type BlobPart, type BlobRange, type BlobStore, NoBlob, NoRoom, type Progress } from "./blob.ts";
import { DiskRoom } from "./disk-room.ts";

/** Bytes after which what came is made durable and told. */
const CHECKPOINT = 16 * 1024 * 1024;

/** Files in a folder, which nodes may share. An upload is a file beside them until it is whole. */
export class DiskBlobs implements BlobStore {
  constructor(private readonly folder: string) {}

  async append(
    { key, have: from }: BlobPart,
    bytes: AsyncIterable<Uint8Array>,
    kept: (so: Progress) => Promise<void>,
  ): Promise<Progress> {
    const file = await guarded(() => (from === 0 ? this.#begin(key) : open(this.#upload(key), "r+")));
    const room = new DiskRoom(dirname(this.#upload(key)));
    let have = from;
    let told = from;
    const tell = async (): Promise<void> => {
      if (have === told) return;
      await file.datasync();
      told = have;
      await kept({ have, state: "" });
    };
    try {
      for await (const part of bytes) {
        await room.take(part.length);
        await writeAll(file, part, have);
        have += part.length;
        if (have - told >= CHECKPOINT) await tell();
      }
      await tell();
      return { have, state: "" };
    } catch (fault) {
      // a full disk leaves what was written whole, also where the last part was cut
      await tell();
      throw named(fault);
    } finally {
      await file.close();
    }
  }

  async complete({ key, have }: BlobPart): Promise<void> {
    try {
      await guarded(async () => {
        const path = this.#blob(key);
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        const upload = this.#upload(key);
        const file = await (have === 0 ? this.#begin(key) : open(upload, "r+"));
        // what was written and never acknowledged stood behind
        await file.truncate(have);
        await file.sync();
        await file.close();
        await rename(upload, path);
        await syncFolder(dirname(path));
      });
    } catch (fault) {
      // somebody was quicker
      if (!(fault instanceof NoBlob) || (await this.size(key)) !== have) throw fault;
    }
  }

  async abandon({ key }: { readonly key: string }): Promise<void> {
    await rm(this.#upload(key), { force: true });
  }

  async put(key: string, bytes: Uint8Array): Promise<void> {
    const upload = { key, have: 0, state: "" };
    try {
      const { have } = await this.append(upload, one(bytes), () => Promise.resolve());
      await this.complete({ ...upload, have });
    } catch (fault) {
      await this.abandon(upload);
      throw fault;
    }
  }

  async read(key: string, { start, end }: BlobRange): Promise<Blob> {
    const size = await this.size(key);
    if (size === undefined || end > size) throw new NoBlob(key);
    return Bun.file(this.#blob(key)).slice(start, end);
  }

  async size(key: string): Promise<number | undefined> {
    const found = await stat(this.#blob(key)).catch(absent);
    return found?.size;
  }

  async remove(key: string): Promise<void> {
    await rm(this.#blob(key), { force: true });
  }

  async reach(): Promise<void> {
    await access(this.folder, constants.R_OK | constants.W_OK | constants.X_OK);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** Made anew: nothing was kept of it. */
  async #begin(key: string): Promise<FileHandle> {
    const path = this.#upload(key);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const file = await open(path, "w", 0o600);
    await syncFolder(dirname(path));
    return file;
  }

  #upload(key: string): string {
    return join(this.folder, "uploads", safe(key));
  }

  /** Keys are random: their first letters spread them over folders. */
  #blob(key: string): string {
    return join(this.folder, "blobs", safe(key).slice(0, 2), key);
  }
}

/** Keys are made by us; whatever else comes must never be a path. */
function safe(key: string): string {
  if (!/^[0-9a-z]{4,40}(\.[a-z])?$/.test(key)) throw new NoBlob(key);
  return key;
}

async function writeAll(file: FileHandle, bytes: Uint8Array, at: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, at + done);
    done += bytesWritten;
  }
}

async function* one(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

/** A name in a folder is durable once the folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function absent(fault: unknown): undefined {
  if (codeOf(fault) === "ENOENT") return undefined;
  throw fault;
}

async function guarded<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (fault) {
    throw named(fault);
  }
}

const FULL: readonly string[] = ["ENOSPC", "EDQUOT", "EFBIG"];

function named(fault: unknown): unknown {
  const code = codeOf(fault);
  if (FULL.includes(code)) return new NoRoom(code, { cause: fault });
  return code === "ENOENT" ? new NoBlob(code, { cause: fault }) : fault;
}
