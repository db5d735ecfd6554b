import { createHash } from "node:crypto";
import { closeSync, fstatSync, fsyncSync, openSync, readSync, writeSync } from "node:fs";
import { MANIFEST, type FileNote, type Manifest } from "./manifest.ts";
import type { Step } from "./step.ts";
import { END, padding, tarHead } from "./tar.ts";

/** Bytes that are copied at a time. */
const CHUNK = 1_048_576;

/** Bytes after which what was written goes to the disk: all at once at the end would keep the server's own writes waiting. */
const FLUSH = 33_554_432;

/** Writes an archive, file after file; it is whole once `finish` has come back. */
export class ArchiveWriter implements Disposable {
  readonly #descriptor: number;
  readonly #files: Record<string, FileNote> = {};
  readonly #seconds: number;
  #unflushed = 0;

  /** @param file must not be there; its owner alone may read it */
  constructor(
    file: string,
    private readonly now: number,
  ) {
    this.#descriptor = openSync(file, "wx", 0o600);
    this.#seconds = now / 1000;
  }

  /** Adds a file as it is at this moment: what is appended to it meanwhile is left out. */
  add(name: string, path: string, step: Step): void {
    const from = openSync(path, "r");
    try {
      const { size } = fstatSync(from);
      const hash = createHash("sha256");
      this.#write(tarHead({ name, size }, this.#seconds));
      const chunk = Buffer.allocUnsafe(CHUNK);
      for (let done = 0; done < size; ) {
        const read = readSync(from, chunk, 0, Math.min(CHUNK, size - done), done);
        if (read === 0) throw new Error(`${path} became shorter while it was read`);
        const part = chunk.subarray(0, read);
        hash.update(part);
        this.#write(part);
        done += read;
        step(read);
      }
      this.#write(Buffer.alloc(padding(size)));
      this.#files[name] = { bytes: size, sha256: hash.digest("hex") };
    } finally {
      closeSync(from);
    }
  }

  /** Says what is in the archive, and puts all of it on the disk. */
  finish(about: Omit<Manifest, "files" | "at">): Manifest {
    const manifest: Manifest = { ...about, at: new Date(this.now).toISOString(), files: this.#files };
    const text = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
    this.#write(tarHead({ name: MANIFEST, size: text.length }, this.#seconds));
    this.#write(text);
    this.#write(Buffer.alloc(padding(text.length)));
    this.#write(END);
    fsyncSync(this.#descriptor);
    return manifest;
  }

  #write(bytes: Buffer): void {
    for (let done = 0; done < bytes.length; ) done += writeSync(this.#descriptor, bytes, done);
    this.#unflushed += bytes.length;
    if (this.#unflushed < FLUSH) return;
    fsyncSync(this.#descriptor);
    this.#unflushed = 0;
  }

  [Symbol.dispose](): void {
    closeSync(this.#descriptor);
  }
}
