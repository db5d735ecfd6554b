import { createHash } from "node:crypto";
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { MANIFEST, type Manifest, parseManifest } from "./manifest.ts";
import type { Step } from "./step.ts";
import { BLOCK, padding, readTarHead } from "./tar.ts";

/** The archive is not whole, or not one of ours. */
export class DamagedArchive extends Error {
  override readonly name = "DamagedArchive";
}

/** Bytes that are read at a time. */
const CHUNK = 1_048_576;
/** A manifest larger than this is none. */
const MANIFEST_BYTES = 67_108_864;

interface Place {
  readonly offset: number;
  readonly size: number;
}

/** An archive that was finished: it has a manifest, and just the files that this names, of just these sizes. */
export class ArchiveReader implements Disposable {
  readonly manifest: Manifest;
  readonly #descriptor: number;
  readonly #places: ReadonlyMap<string, Place>;

  /** @throws DamagedArchive */
  constructor(file: string) {
    this.#descriptor = openSync(file, "r");
    try {
      this.#places = this.#index();
      this.manifest = this.#readManifest();
      this.#compare();
    } catch (fault) {
      closeSync(this.#descriptor);
      throw fault;
    }
  }

  /**
   * Gives what is in a file, part by part, and compares it with what the manifest says.
   * @throws DamagedArchive when it is something else; by then the parts were given
   */
  read(name: string, take: (part: Buffer) => void, step: Step): void {
    const place = this.#places.get(name);
    if (!place) throw new DamagedArchive(`There is no ${name} in it.`);
    const hash = createHash("sha256");
    for (const part of this.#parts(place)) {
      hash.update(part);
      take(part);
      step(part.length);
    }
    if (hash.digest("hex") !== this.manifest.files[name]?.sha256)
      throw new DamagedArchive(`What is in ${name} is not what was written.`);
  }

  [Symbol.dispose](): void {
    closeSync(this.#descriptor);
  }

  #index(): Map<string, Place> {
    const places = new Map<string, Place>();
    const whole = fstatSync(this.#descriptor).size;
    for (let offset = 0; ; ) {
      const head = readTarHead(this.#at(offset, BLOCK));
      if (head === "end") return places;
      if (!head) throw new DamagedArchive(`It is no archive of Skein, or damaged at byte ${offset}.`);
      offset += BLOCK;
      if (offset + head.size > whole) throw new DamagedArchive("Its end is missing.");
      if (places.has(head.name)) throw new DamagedArchive(`${head.name} is in it twice.`);
      places.set(head.name, { offset, size: head.size });
      offset += head.size + padding(head.size);
    }
  }

  #readManifest(): Manifest {
    const place = this.#places.get(MANIFEST);
    if (!place || place.size > MANIFEST_BYTES) throw new DamagedArchive("It was never finished: it has no manifest.");
    const manifest = parseManifest(this.#at(place.offset, place.size).toString("utf8"));
    if (!manifest) throw new DamagedArchive("Its manifest cannot be understood.");
    return manifest;
  }

  #compare(): void {
    const files = Object.entries(this.manifest.files);
    const same = files.every(([name, { bytes }]) => this.#places.get(name)?.size === bytes);
    if (!same || files.length + 1 !== this.#places.size) throw new DamagedArchive("It holds other files than it says.");
  }

  *#parts({ offset, size }: Place): Generator<Buffer> {
    for (let done = 0; done < size; ) {
      const part = this.#at(offset + done, Math.min(CHUNK, size - done));
      if (part.length === 0) throw new DamagedArchive("Its end is missing.");
      yield part;
      done += part.length;
    }
  }

  #at(offset: number, length: number): Buffer {
    const block = Buffer.alloc(length);
    return block.subarray(0, readSync(this.#descriptor, block, 0, length, offset));
  }
}
