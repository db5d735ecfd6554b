import { Lru } from "../../kit/lru.ts";

/** Uploads whose hash is carried from one request to the next; of others the file is read once more when it is finished. */
const BOUND = 10_000;

/** The SHA-256 of an upload from its first byte on. */
export class RunningHash {
  readonly #hash = new Bun.CryptoHasher("sha256");
  /** How many bytes are in it. */
  have = 0;

  async *along(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const part of bytes) {
      this.#hash.update(part);
      this.have += part.length;
      yield part;
    }
  }

  /** What it is now, in hex. */
  now(): string {
    return this.#hash.copy().digest("hex");
  }
}

/**
 * Hashes of uploads that are under way, in the memory of this process: what a hash is in mid-way cannot be taken out of the runtime's hasher. An
 * upload that another node or another process has gone on with has none here.
 */
export class RunningHashes {
  readonly #all = new Lru<string, RunningHash>(BOUND);

  /** The one of an upload that is gone on with at this offset; undefined where there is none. */
  take(id: string, offset: number): RunningHash | undefined {
    const known = this.#all.peek(id);
    this.#all.delete(id);
    if (offset === 0) return new RunningHash();
    return known?.have === offset ? known : undefined;
  }

  /** Keeps it for whoever goes on, where it holds what is kept of the upload and nothing else. */
  keep(id: string, running: RunningHash | undefined, have: number): void {
    if (running?.have === have) this.#all.set(id, running);
  }
}
